const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** 71 hours and 11 minutes in all. */
const PAUSES_MS = [
  10 * SECOND_MS,
  MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  22 * HOUR_MS,
  42 * HOUR_MS,
] as const;

const MAX_ASKED_MS = 24 * HOUR_MS;

/**
 * Milliseconds until the next try; null after the last one. A receiver may ask for a later one by
 * `Retry-After`, at most a day.
 */
export function pauseAfter(tries: number, retryAfter: string | null, now: Date): number | null {
  const pause = PAUSES_MS[tries - 1];
  if (pause === undefined) return null;
  return Math.max(pause, Math.min(MAX_ASKED_MS, askedPause(retryAfter?.trim() ?? "", now)));
}

function askedPause(text: string, now: Date): number {
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  // Date.parse accepts nearly anything: "-5" is a day in 2001.
  const at = /^[A-Za-z]{3,9}, ?\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? 0 : at - now.getTime();
}
