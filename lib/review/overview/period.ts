import { dayAt } from "../../clocks/business-time";

/** Days in UTC, as YYYY-MM-DD, with the last one. */
export interface DayPeriod {
  from: string;
  to: string;
}

const DAY_MS = 24 * 3_600_000;
/** Longer ones would have more bars than fit. */
const MAX_PERIOD_DAYS = 1_827;
const DEFAULT_DAYS = 30;
const MAX_DAILY = 45;
const MAX_WEEKLY = 400;

export type Preset = "today" | "week" | "days" | "month" | "lastMonth" | "year";

/** Adds days to a day, as YYYY-MM-DD. */
function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, "YYYY-MM-DD".length);
}

/** The days from the first one to the last one. */
function lengthInDays({ from, to }: DayPeriod): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

export function presetPeriods(now: Date): Record<Preset, DayPeriod> {
  const today = dayAt("UTC", now);
  const month = `${today.slice(0, "YYYY-MM".length)}-01`;
  const monthBefore = plusDays(month, -1);
  return {
    today: { from: today, to: today },
    week: { from: plusDays(today, -6), to: today },
    days: { from: plusDays(today, 1 - DEFAULT_DAYS), to: today },
    month: { from: month, to: today },
    lastMonth: { from: `${monthBefore.slice(0, "YYYY-MM".length)}-01`, to: monthBefore },
    year: { from: plusDays(today, -364), to: today },
  };
}

type PeriodProblem = "from" | "to" | "order" | "length";

/** From the year 1000 on, and of the calendar: `2026-02-30` is none. */
function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && plusDays(text, 0) === text;
}

/** With what cannot be used, the last 30 days. One end alone begins or ends 30 days, too. */
export function readPeriod(
  from: string | undefined,
  to: string | undefined,
  now: Date,
): { period: DayPeriod; problems: PeriodProblem[] } {
  const usual = presetPeriods(now).days;
  const problems = Object.entries({ from, to }).flatMap(([name, day]) =>
    day === undefined || isDay(day) ? [] : [name as PeriodProblem],
  );
  if (problems.length > 0 || (from === undefined && to === undefined))
    return { period: usual, problems };
  const last = to ?? [plusDays(from ?? "", DEFAULT_DAYS - 1), usual.to].sort()[0] ?? usual.to;
  const period = { from: from ?? plusDays(last, 1 - DEFAULT_DAYS), to: last };
  if (period.from > period.to) return { period: usual, problems: ["order"] };
  if (lengthInDays(period) > MAX_PERIOD_DAYS) return { period: usual, problems: ["length"] };
  return { period, problems: [] };
}

/** The parts of a period that a chart shows: its days, its weeks from Monday, or its months. */
export function bucketsOf(period: DayPeriod): DayPeriod[] {
  const days = lengthInDays(period);
  const buckets: DayPeriod[] = [];
  for (let from = period.from; from <= period.to;) {
    const end = days <= MAX_DAILY ? from : days <= MAX_WEEKLY ? endOfWeek(from) : endOfMonth(from);
    const to = end < period.to ? end : period.to;
    buckets.push({ from, to });
    from = plusDays(to, 1);
  }
  return buckets;
}

function endOfWeek(day: string): string {
  return plusDays(day, (7 - new Date(day).getUTCDay()) % 7);
}

function endOfMonth(day: string): string {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, "YYYY-MM-DD".length);
}
