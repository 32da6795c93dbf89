/**
 * Marks in the browser that a draft is being discarded, until the server confirms it: a page that
 * is loaded meanwhile would show the draft again.
 */

import { discardingKey } from "./storage-keys";

const MAX_AGE_MS = 24 * 3_600_000;

/** `version` is the newest on the server that the form knows of. */
export function markDiscarding(
  userId: string,
  draftKey: string,
  version: number,
  now = Date.now(),
): void {
  try {
    localStorage.setItem(discardingKey(userId, draftKey), JSON.stringify({ version, at: now }));
  } catch {
    // The request itself outlives the page.
  }
}

export function clearDiscarding(userId: string, draftKey: string): void {
  try {
    localStorage.removeItem(discardingKey(userId, draftKey));
  } catch {
    // Storage is forbidden.
  }
}

export interface DiscardMark {
  version: number;
  at: number;
}

/** Returns the discard that an earlier page did not see confirmed; null if there is none. */
export function discardMark(
  userId: string,
  draftKey: string,
  now = Date.now(),
): DiscardMark | null {
  try {
    const text = localStorage.getItem(discardingKey(userId, draftKey));
    const { version, at } = JSON.parse(text ?? "{}") as Partial<DiscardMark>;
    if (typeof version !== "number" || typeof at !== "number") return null;
    return now - at < MAX_AGE_MS ? { version, at } : null;
  } catch {
    return null;
  }
}
