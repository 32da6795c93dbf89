/**
 * Remembers in the browser that a draft is being discarded, until the server has confirmed it: a
 * page that is loaded meanwhile would show the draft again.
 */

const PREFIX = "discarding ";
const KEPT_FOR_MS = 24 * 3_600_000;

const keyOf = (userId: string, place: string) => `${PREFIX}${userId} ${place}`;

/** `version` is the server's newest that the form knew of. */
export function markDiscarding(
  userId: string,
  place: string,
  version: number,
  now = Date.now(),
): void {
  try {
    localStorage.setItem(keyOf(userId, place), JSON.stringify({ version, at: now }));
  } catch {
    // Without storage, the request itself is sent on when the page goes.
  }
}

export function clearDiscarding(userId: string, place: string): void {
  try {
    localStorage.removeItem(keyOf(userId, place));
  } catch {
    // A forbidden storage holds nothing either.
  }
}

export interface DiscardMark {
  version: number;
  at: number;
}

/** Returns what was being discarded at this place when an earlier page went away; null if nothing. */
export function discardMark(userId: string, place: string, now = Date.now()): DiscardMark | null {
  try {
    const text = localStorage.getItem(keyOf(userId, place));
    const { version, at } = JSON.parse(text ?? "{}") as Partial<DiscardMark>;
    if (typeof version !== "number" || typeof at !== "number") return null;
    return now - at < KEPT_FOR_MS ? { version, at } : null;
  } catch {
    return null;
  }
}
