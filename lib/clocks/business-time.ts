import { tzOffset } from "@date-fns/tz";

import type { BusinessCalendar } from "./calendar";

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** The first of January 1970 was a Thursday, here counted from Monday. */
const FIRST_WEEKDAY = 3;
/** A century: a provider's time that is further away is wrong. */
const MAX_DAYS = 36_525;

/** Milliseconds by wall clock and in business hours. */
export interface Elapsed {
  wallMs: number;
  /** Null without a calendar, and for more than a century. */
  businessMs: number | null;
}

export function elapsedBetween(from: Date, to: Date, calendar: BusinessCalendar | null): Elapsed {
  return {
    wallMs: Math.max(0, to.getTime() - from.getTime()),
    businessMs: calendar && businessMsBetween(calendar, from.getTime(), to.getTime()),
  };
}

/** Business hours between two moments (epoch milliseconds); 0 when they are the wrong way round. */
function businessMsBetween(calendar: BusinessCalendar, from: number, to: number): number | null {
  const { timeZone, hours, holidays } = calendar;
  let total = 0;
  const [firstDay, lastDay] = [localDay(timeZone, from), localDay(timeZone, to)];
  if (lastDay - firstDay > MAX_DAYS) return null;
  const momentOf = momentsIn(timeZone);
  for (let day = firstDay; day <= lastDay; day++) {
    const openings = hours[(day + FIRST_WEEKDAY) % 7] ?? [];
    if (openings.length === 0 || holidays.has(dateOf(day))) continue;
    for (const opening of openings) {
      const [opens, closes] = [momentOf(day, opening.from), momentOf(day, opening.to)];
      total += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
    }
  }
  return total;
}

/** Local days since 1970. */
function localDay(timeZone: string, moment: number): number {
  return Math.floor((moment + offsetAt(timeZone, moment)) / DAY_MS);
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, "YYYY-MM-DD".length);
}

function offsetAt(timeZone: string, moment: number): number {
  return tzOffset(timeZone, new Date(moment)) * MINUTE_MS;
}

/** Returns the day (YYYY-MM-DD) that it is at a moment. */
export function dayAt(timeZone: string, moment: Date): string {
  return dateOf(localDay(timeZone, moment.getTime()));
}

/** Returns when a day begins, given as YYYY-MM-DD and a number of days to add. */
export function startOfDay(timeZone: string, day: string, plusDays = 0): Date {
  return new Date(momentAt(timeZone, Date.parse(day) + plusDays * DAY_MS));
}

/** Returns what clocks show at a moment, as if it were UTC. */
export function clockAt(timeZone: string, moment: Date): Date {
  return new Date(moment.getTime() + offsetAt(timeZone, moment.getTime()));
}

/** Returns the moment at which clocks show this time, which is given as if it were UTC. */
export function momentOfClock(timeZone: string, asUtc: Date): Date {
  return new Date(momentAt(timeZone, asUtc.getTime()));
}

/** Asks for few offsets: the clocks of nearly every day run steadily. */
function momentsIn(timeZone: string): (day: number, minutes: number) => number {
  const offsets = new Map<number, number>();
  const offsetOf = (day: number) => {
    const offset = offsets.get(day) ?? offsetAt(timeZone, day * DAY_MS);
    offsets.set(day, offset);
    return offset;
  };
  return (day, minutes) => {
    const local = day * DAY_MS + minutes * MINUTE_MS;
    const offset = offsetOf(day - 1);
    return offset === offsetOf(day + 2) ? local - offset : momentAt(timeZone, local);
  };
}

/**
 * Returns the moment at which clocks show a local time, which is given as if it were UTC. Of an hour
 * that comes twice, it takes the first; it moves a skipped time forward by the gap.
 */
function momentAt(timeZone: string, local: number): number {
  const [before, after] = [local - DAY_MS, local + DAY_MS].map((near) => offsetAt(timeZone, near));
  const moments = [local - (before ?? 0), local - (after ?? 0)];
  const shown = moments.find((moment) => moment + offsetAt(timeZone, moment) === local);
  return shown ?? local - (before ?? 0);
}
