const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Axes from each length on have ticks at multiples of its unit. */
const UNITS = [
  { ms: DAY_MS, from: 3 * DAY_MS },
  { ms: HOUR_MS, from: HOUR_MS },
  { ms: MINUTE_MS, from: MINUTE_MS },
];

/** Returns the unit of the ticks of an axis of durations. */
export function axisStep(milliseconds: number): number {
  return UNITS.find(({ from }) => milliseconds >= from)?.ms ?? 1_000;
}
