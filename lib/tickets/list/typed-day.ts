import { foldText } from "../../search/fold";

const DAY_MS = 24 * 3_600_000;
/** The first of January 1970 was a Thursday, here counted from Monday. */
const FIRST_WEEKDAY = 3;
const MIN_WEEKDAY_LETTERS = 3;

/** In English and Swedish, folded. */
const DAYS_AGO: Readonly<Record<string, number>> = {
  today: 0,
  idag: 0,
  "i dag": 0,
  yesterday: 1,
  igar: 1,
  "i gar": 1,
};
const UNIT_DAYS = { d: 1, w: 7, v: 7 } as const;
const BACK = /^(\d{1,4}) ?([dwv])(?:ay|ays|ag|agar|eek|eeks|ecka|eckor)?$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const WEEKDAYS = [
  ["monday", "mandag"],
  ["tuesday", "tisdag"],
  ["wednesday", "onsdag"],
  ["thursday", "torsdag"],
  ["friday", "fredag"],
  ["saturday", "lordag"],
  ["sunday", "sondag"],
];

/**
 * Returns the day (YYYY-MM-DD) that words such as "yesterday", "7d", "2026-11" and "Monday" mean, or
 * undefined. A month is its last day after `until:`, and a weekday is the latest one.
 */
export function typedDay(
  typed: string,
  name: "since" | "until",
  today: string,
): string | undefined {
  const text = foldText(typed).folded.trim();
  const month = MONTH.exec(text);
  if (month)
    return name === "since"
      ? `${text}-01`
      : dayOf(Date.UTC(Number(month[1]), Number(month[2]), 1) - DAY_MS);
  const ago = daysAgo(text, today);
  return ago === undefined ? undefined : dayOf(Date.parse(today) - ago * DAY_MS);
}

function daysAgo(text: string, today: string): number | undefined {
  const back = BACK.exec(text);
  if (back) return Number(back[1]) * UNIT_DAYS[back[2] as keyof typeof UNIT_DAYS];
  if (Object.hasOwn(DAYS_AGO, text)) return DAYS_AGO[text];
  if (text.length < MIN_WEEKDAY_LETTERS) return undefined;
  const weekday = WEEKDAYS.findIndex((names) => names.some((name) => name.startsWith(text)));
  if (weekday === -1) return undefined;
  return (Date.parse(today) / DAY_MS + FIRST_WEEKDAY - weekday + 7) % 7;
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, "YYYY-MM-DD".length);
}
