/**
 * What this page has saved and sent since it was loaded. A view that the router cached, or that was
 * read just before a save, can be older.
 */
import type { FormValues } from "@/lib/forms/form-values";

import type { SavedDraft } from "./draft-state";
import { sameValues } from "./draft-values";

const MAX_ATTEMPTS = 5;

const saves = new Map<string, SavedDraft>();
/** By form key, the newest server time that the page knew when it sent the form. */
const sentForms = new Map<string, number>();
const attempts = new Map<string, FormValues[]>();

const keyOf = (userId: string, draftKey: string) => `${userId} ${draftKey}`;

/** Returns the draft as last saved from this page, if that was after `asOf`. */
export function lastSaved(userId: string, draftKey: string, asOf: number): SavedDraft | null {
  const draft = saves.get(keyOf(userId, draftKey));
  return draft && draft.at > asOf && !sentForms.has(draft.formKey) ? draft : null;
}

export function recordSave(userId: string, draftKey: string, draft: SavedDraft | null): void {
  if (draft) saves.set(keyOf(userId, draftKey), draft);
  else saves.delete(keyOf(userId, draftKey));
}

/** `serverTime` is the newest one that the form knew. */
export function recordSent(
  userId: string,
  draftKey: string,
  formKey: string,
  serverTime: number,
): void {
  const key = keyOf(userId, draftKey);
  sentForms.set(formKey, Math.max(serverTime, saves.get(key)?.at ?? 0));
  saves.delete(key);
}

/**
 * Records that the server had the form open at `serverTime`: it was rejected or taken back since it
 * was sent. Ignored when the view is from before the form was sent.
 */
export function recordOpen(formKey: string, serverTime: number): void {
  if (serverTime > (sentForms.get(formKey) ?? Infinity)) sentForms.delete(formKey);
}

/** Returns whether this page has sent the form; going back in the history can show it again. */
export function wasSent(formKey: string): boolean {
  return sentForms.has(formKey);
}

export function recordAttempt(userId: string, draftKey: string, values: FormValues): void {
  const key = keyOf(userId, draftKey);
  attempts.set(key, [values, ...(attempts.get(key) ?? [])].slice(0, MAX_ATTEMPTS));
}

/** Returns whether a draft on the server was sent there by this page. */
export function wasAttempted(userId: string, draftKey: string, values: FormValues): boolean {
  const recorded = attempts.get(keyOf(userId, draftKey)) ?? [];
  return recorded.some((attempt) => sameValues(attempt, values));
}
