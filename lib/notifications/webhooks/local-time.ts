import { tzOffset } from "@date-fns/tz";

const MINUTE_MS = 60_000;

/** The moment of a `datetime-local` field in a zone. A minute that clocks skip comes an hour later. */
export function momentOf(local: string, zone: string): Date {
  const wall = Date.parse(`${local}Z`);
  const guess = wall - tzOffset(zone, new Date(wall)) * MINUTE_MS;
  return new Date(wall - tzOffset(zone, new Date(guess)) * MINUTE_MS);
}

/** The reverse, for the field's first value. */
export function localTimeOf(at: Date, zone: string): string {
  return new Date(at.getTime() + tzOffset(zone, at) * MINUTE_MS).toISOString().slice(0, 16);
}
