import { INTL_LOCALES, type Language } from "../i18n/languages";
import { parseTime } from "./parse-time";

const DAY = /^[1-9]\d{3}-\d\d-\d\d$/;

const formatted = (language: Language, day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(INTL_LOCALES[language], { ...options, timeZone: "UTC" }).format(
    new Date(day),
  );

const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** "2026-03-01" as "1 March 2026"; other texts as they are. */
export function dayWords(language: Language, day: string): string {
  return isDay(day) ? formatted(language, day, { dateStyle: "long" }) : day;
}

/** An ISO time as "31 March 2026 at 22:00:00 UTC"; other texts as they are. */
export function momentWords(language: Language, time: string): string {
  const at = parseTime(time);
  const style = { dateStyle: "long", timeStyle: "medium" } as const;
  return at ? `${formatted(language, at.toISOString(), style)} UTC` : time;
}

function isWholeMonth(first: string, last: string): boolean {
  const [year = 0, month = 0] = first.split("-").map(Number);
  const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, "YYYY-MM-DD".length);
  return first.endsWith("-01") && last === end;
}

/** The month, for all of its days: "March 2026". Null for other periods. */
export function monthWords(language: Language, first: string, last: string): string | null {
  if (!isDay(first) || !isDay(last) || !isWholeMonth(first, last)) return null;
  return formatted(language, first, { month: "long", year: "numeric" });
}

const DAY_MS = 24 * 3_600_000;
const MONTHS = 12;

const toDay = (at: number) => new Date(at).toISOString().slice(0, "YYYY-MM-DD".length);

/** Returns periods in UTC, as in addresses. The last of the twelve months is the current one. */
export function recentPeriods(now: Date): { today: string; week: string; months: string[] } {
  const today = toDay(now.getTime());
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return {
    today: `${today}..${today}`,
    week: `${toDay(now.getTime() - 6 * DAY_MS)}..${today}`,
    months: Array.from({ length: MONTHS }, (_one, back) => {
      const [first, end] = [Date.UTC(year, month - back), Date.UTC(year, month - back + 1)];
      return `${toDay(first)}..${toDay(end - DAY_MS)}`;
    }),
  };
}
