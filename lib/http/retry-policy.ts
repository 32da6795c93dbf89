import { CREDENTIAL_LIMITS, type HttpLimits } from "./limits";

const RETRIED_STATUSES = new Set([429, 502, 503, 504]);
const WEEK = 7 * 24 * 3_600_000;
// Date.parse accepts nearly anything: "-5" is a day in 2001.
const TIME_PATTERN = /^(?:[A-Za-z]{3,9}, ?\d|\d{4}-\d{2}-\d{2}T)/;

function waitUntil(text: string, headers: Headers, now: number): number | null {
  if (!TIME_PATTERN.test(text)) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return null;
  // Relative to the server's own clock, whatever ours shows.
  const theirs = Date.parse(headers.get("date") ?? "");
  return at - (Number.isNaN(theirs) ? now : theirs);
}

function retryAfter(headers: Headers, now: number): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  return /^\d+$/.test(text) ? Number(text) * 1000 : waitUntil(text, headers, now);
}

/** HostUp sends an ISO time; others send seconds, relative or since 1970. */
function rateLimitReset(headers: Headers, now: number): number | null {
  const text = headers.get("x-ratelimit-reset")?.trim() ?? "";
  if (!/^\d+$/.test(text)) return waitUntil(text, headers, now);
  const seconds = Number(text);
  return seconds > 1_000_000_000 ? seconds * 1000 - now : seconds * 1000;
}

/** At most a week ahead; null when missing or past. */
export function rateLimitResetAt(headers: Headers, now: number): Date | null {
  const wait = rateLimitReset(headers, now) ?? 0;
  return wait > 0 ? new Date(now + Math.min(wait, WEEK)) : null;
}

/** The longer of `Retry-After` and, for a 429, `X-RateLimit-Reset`: milliseconds, at most a day. */
export function requestedWait(status: number, headers: Headers, now: number): number | null {
  const waits = [retryAfter(headers, now), status === 429 ? rateLimitReset(headers, now) : null];
  const longest = Math.max(...waits.map((wait) => wait ?? 0));
  return longest > 0 ? Math.min(longest, CREDENTIAL_LIMITS.askedWaitCapMs) : null;
}

export interface Attempted {
  /** From 1. */
  attempt: number;
  /** Null when the connection failed. */
  status: number | null;
  headers: Headers | null;
  now: number;
  elapsed: number;
  random: () => number;
  limits: HttpLimits;
}

/** Null for no attempt within the deadline. */
export function retryDelay({
  attempt,
  status,
  headers,
  now,
  elapsed,
  random,
  limits,
}: Attempted): number | null {
  if (attempt >= limits.attempts) return null;
  if (status !== null && !RETRIED_STATUSES.has(status)) return null;
  const backoff = Math.min(limits.backoffCapMs, limits.backoffMs * 2 ** (attempt - 1));
  const jittered = backoff / 2 + (random() * backoff) / 2;
  const providerWait = status !== null && headers ? requestedWait(status, headers, now) : null;
  const wait = Math.ceil(
    providerWait === null
      ? jittered
      : Math.max(providerWait + random() * limits.backoffMs, jittered),
  );
  return elapsed + wait < limits.deadlineMs ? wait : null;
}
