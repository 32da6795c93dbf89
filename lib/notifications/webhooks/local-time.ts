import { tzOffset } from "@date-fns/tz";

const MINUTE_MS = 60_000;

/** Reads a `datetime-local` field in a zone. A skipped minute counts as an hour later. */
export function momentOf(local: string, zone: string): Date {
  const wall = Date.parse(`${local}Z`);
  const guess = wall - tzOffset(zone, new Date(wall)) * MINUTE_MS;
  return new Date(wall - tzOffset(zone, new Date(guess)) * MINUTE_MS);
}

/** Formats a time as the value of such a field. */
export function localTimeOf(at: Date, zone: string): string {
  return new Date(at.getTime() + tzOffset(zone, at) * MINUTE_MS).toISOString().slice(0, 16);
}

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Returns the last 24 hours as values of such fields. */
export function lastDay(zone: string): { from: string; until: string } {
  const now = Date.now();
  return {
    from: localTimeOf(new Date(now - DAY_MS), zone),
    until: localTimeOf(new Date(now), zone),
  };
}
