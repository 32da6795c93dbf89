import type { Random } from "../../../sandbox/shared/random";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Usual gaps between two readings, up to this age. The portal reads more often; a year would take hours. */
const GAPS: ReadonlyArray<{ until: number; least: number; most: number }> = [
  { until: -90 * DAY, least: 12 * HOUR, most: 30 * HOUR },
  { until: -14 * DAY, least: 5 * HOUR, most: 12 * HOUR },
  { until: -2 * DAY, least: HOUR, most: 4 * HOUR },
  { until: -6 * HOUR, least: 12 * MINUTE, most: 50 * MINUTE },
  { until: 0, least: 4 * MINUTE, most: 15 * MINUTE },
];
/** Changes are mostly seen within minutes, sometimes only hours later. */
const SEEN_AFTER: ReadonlyArray<readonly [least: number, most: number, weight: number]> = [
  [MINUTE, 6 * MINUTE, 6],
  [6 * MINUTE, 40 * MINUTE, 3],
  [40 * MINUTE, 5 * HOUR, 1],
];
/** Since then, each change is also preceded by a reading, as it would be in the portal. */
const PRECEDED_SINCE = -45 * DAY;
/** Readings closer together than this are one. */
const CLOSEST = 90_000;
/** Each account is read once more in the end. */
const LAST = 0;

/** When an account is read, in milliseconds before the recording's end. */
export function readingTimes(
  chance: Random,
  connectedAt: number,
  changes: readonly number[],
): number[] {
  const wanted: number[] = [];
  for (let at = connectedAt + MINUTE; at < LAST; at += nextGap(chance, at)) wanted.push(at);
  for (const change of changes) {
    if (change <= connectedAt) continue;
    const [least, most] = chance.weighted(
      SEEN_AFTER.map(([from, to, weight]) => [[from, to] as const, weight] as const),
    );
    if (change > PRECEDED_SINCE) wanted.push(change - chance.between(MINUTE, 9 * MINUTE));
    wanted.push(change + chance.between(least, most));
  }
  const times: number[] = [];
  for (const at of wanted.filter((time) => time > connectedAt && time < LAST).sort(ascending)) {
    if (at - (times.at(-1) ?? -Infinity) >= CLOSEST) times.push(at);
  }
  return [...times, LAST];
}

const ascending = (one: number, other: number): number => one - other;

function nextGap(chance: Random, at: number): number {
  const { least, most } = GAPS.find(({ until }) => at < until) ?? { least: HOUR, most: HOUR };
  return chance.between(least, most);
}
