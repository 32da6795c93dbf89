/** Maps a recorded moment to one before the present, in milliseconds since 1970. */
export type TimeShift = (at: number) => number;

const DAY_MS = 86_400_000;
/** The last day of the recording is stretched to reach the present. */
const STRETCHED_MS = DAY_MS;

const wholeSeconds = (at: number): number => Math.floor(at / 1_000) * 1_000;

/**
 * Moves the end of a recording to the present. Older days move by whole days, so that office hours
 * stay office hours. Keeps the order of all moments, and full seconds full.
 */
export function timeShift(recordedUntil: number, present: number): TimeShift {
  const until = wholeSeconds(recordedUntil);
  const ahead = wholeSeconds(present) - until;
  const days = Math.floor(ahead / DAY_MS) * DAY_MS;
  const from = until - STRETCHED_MS;
  const stretch = (STRETCHED_MS + ahead - days) / STRETCHED_MS;
  return (at) => {
    if (at <= from) return at + days;
    if (at >= until) return at + ahead;
    const second = wholeSeconds(at);
    return from + days + wholeSeconds((second - from) * stretch) + (at - second);
  };
}
