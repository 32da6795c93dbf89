import { tzOffset } from "@date-fns/tz";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Minutes of the day, 0 to 1,439. */
export interface DailyHours {
  from: number;
  until: number;
}

/** A change of the clocks may skip or repeat a time. */
const MAX_DAYS = 4;

const localMs = (zone: string, at: number): number => at + tzOffset(zone, new Date(at)) * MINUTE_MS;

/** Hours may span midnight; equal minutes are an empty span. */
export function isWithinHours(zone: string, { from, until }: DailyHours, at: Date): boolean {
  const local = localMs(zone, at.getTime());
  const minute = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** Returns the first time after `after` at which clocks of the zone show that minute. */
export function nextAtLocal(zone: string, minute: number, after: Date): Date {
  const today = Math.floor(localMs(zone, after.getTime()) / DAY_MS);
  for (let day = today; day < today + MAX_DAYS; day += 1) {
    const wall = day * DAY_MS + minute * MINUTE_MS;
    // The offset may change in between. A skipped minute comes an hour later.
    const guess = wall - tzOffset(zone, new Date(wall)) * MINUTE_MS;
    const moment = wall - tzOffset(zone, new Date(guess)) * MINUTE_MS;
    if (moment > after.getTime()) return new Date(moment);
  }
  throw new RangeError(`The time zone ${zone} has no such time.`);
}
