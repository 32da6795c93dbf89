import type { TimeShift } from "./time-shift";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH = MONTHS.join("|");
const YEAR_MS = 366 * 86_400_000;
/** Times further away, such as a year of foundation, are no part of the history. */
const REACH_MS = 3 * YEAR_MS;

const ISO =
  /(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d)([.,]\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?(?![\d-])/g;
/** As in access logs: `26/Nov/2026:14:30:05 +0100`. */
const ACCESS_LOG = new RegExp(
  `\\b(\\d\\d)/(${MONTH})/(\\d{4}):(\\d\\d):(\\d\\d):(\\d\\d) ([+-]\\d{4})`,
  "g",
);
/** As in system logs, without a year: `Nov 26 14:30:05`. */
const SYSTEM_LOG = new RegExp(`\\b(${MONTH}) ([ \\d]\\d) (\\d\\d):(\\d\\d):(\\d\\d)\\b`, "g");
const MAY_HAVE_TIME = new RegExp(`\\d{4}-\\d\\d-\\d\\d|(?:${MONTH})(?:/\\d| [ \\d]\\d \\d\\d:)`);

export interface ShiftedTimes {
  /** Each time in a text, written as it was: with its offset and as many digits. */
  text(text: string): string;
  /** All texts in a JSON value; keys stay. */
  json<T>(value: T): T;
}

/** Moves the times that providers and people have written, near the end of the recording. */
export function shiftTimes(shift: TimeShift, recordedUntil: number): ShiftedTimes {
  const isNear = (at: number) => Math.abs(at - recordedUntil) < REACH_MS;

  const iso = (found: string, ...parts: (string | undefined)[]): string => {
    const [year, month, day, between, hour, minute, second, fraction = "", zone = ""] = parts;
    const offset = offsetOf(zone);
    const date = `${year}-${month}-${day}`;
    const at =
      hour === undefined
        ? Date.parse(`${date}T12:00:00Z`)
        : Date.parse(`${date}T${hour}:${minute}:${second ?? "00"}Z`) - offset;
    if (Number.isNaN(at) || !isNear(at)) return found;
    const moved = new Date(shift(at) + offset).toISOString();
    if (hour === undefined) return moved.slice(0, 10);
    const time = moved.slice(11, second === undefined ? 16 : 19);
    return `${moved.slice(0, 10)}${between}${time}${fraction}${zone}`;
  };

  const accessLog = (found: string, ...parts: string[]): string => {
    const [day, month = "", year, hour, minute, second, zone = ""] = parts;
    const offset = offsetOf(zone);
    const local = `${year}-${monthNumber(month)}-${day}T${hour}:${minute}:${second}Z`;
    const at = Date.parse(local) - offset;
    if (Number.isNaN(at) || !isNear(at)) return found;
    const moved = new Date(shift(at) + offset);
    const [date, time] = [moved.toISOString().slice(8, 10), moved.toISOString().slice(11, 19)];
    return `${date}/${MONTHS[moved.getUTCMonth()]}/${moved.getUTCFullYear()}:${time} ${zone}`;
  };

  const systemLog = (found: string, ...parts: string[]): string => {
    const [month = "", day = "", hour, minute, second] = parts;
    const inYear = (year: number) =>
      Date.parse(
        `${year}-${monthNumber(month)}-${day.replace(" ", "0")}T${hour}:${minute}:${second}Z`,
      );
    const lastYear = new Date(recordedUntil).getUTCFullYear();
    const latest = inYear(lastYear);
    const at = latest > recordedUntil + YEAR_MS / 12 ? inYear(lastYear - 1) : latest;
    if (Number.isNaN(at)) return found;
    const moved = new Date(shift(at));
    const date = String(moved.getUTCDate()).padStart(2, day.startsWith(" ") ? " " : "0");
    return `${MONTHS[moved.getUTCMonth()]} ${date} ${moved.toISOString().slice(11, 19)}`;
  };

  const text = (given: string): string =>
    MAY_HAVE_TIME.test(given)
      ? given.replace(ISO, iso).replace(ACCESS_LOG, accessLog).replace(SYSTEM_LOG, systemLog)
      : given;
  return { text, json: (value) => mapTexts(value, text) };
}

const monthNumber = (name: string): string => String(MONTHS.indexOf(name) + 1).padStart(2, "0");

function offsetOf(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === "-" ? -1 : 1) * minutes * 60_000;
}

function mapTexts<T>(value: T, map: (text: string) => string): T {
  if (typeof value === "string") return map(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item as unknown, map)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item as unknown, map)]),
  ) as T;
}
