import type { Random } from "./random";

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Milliseconds when ticket i of n was filed: over a year, denser towards now, mostly in office
 * hours.
 */
export function filedAt(chance: Random, now: Date, index: number, total: number): number {
  const age = Math.floor(364 * DAY * ((index + chance.next()) / total) ** 1.5);
  const at = now.getTime() - 20 * 60_000 - age;
  if (age < 2 * DAY) return at;
  const office = new Date(at);
  office.setUTCHours(chance.between(6, 17), chance.between(0, 59), chance.between(0, 59));
  return Math.min(office.getTime(), now.getTime() - HOUR);
}

/** Times of what followed, in order, all before now. */
export function followUpTimes(chance: Random, from: number, count: number, now: Date): number[] {
  const gaps = Array.from({ length: count }, () => chance.between(12, 1300) * 60_000);
  const room = Math.max(count * 1000, now.getTime() - from - 120_000);
  const scale = Math.min(
    1,
    room /
      Math.max(
        1,
        gaps.reduce((sum, gap) => sum + gap, 0),
      ),
  );
  let at = from;
  return gaps.map((gap) => (at += Math.max(1000, Math.floor(gap * scale))));
}
