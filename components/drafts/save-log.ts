import { ACCOUNT } from "@/lib/drafts/schemas";
import type { FormValues } from "@/lib/forms/form-values";

/** What this page has saved since it was loaded. A view that the router kept, or that was read just before, may be older than that. */

interface Known {
  formKey: string;
  values: FormValues;
  version: number;
  /** When the server saved it, by the server's clock, in milliseconds. */
  at: number;
}

const known = new Map<string, Known>();
/** By form key, the newest time of the server that this page knew when it sent the form. */
const sentKeys = new Map<string, number>();

const keyOf = (userId: string, place: string) => `${userId} ${place}`;

/** The draft as last saved from this page, if that was after `asOf`. */
export function lastSaved(userId: string, place: string, asOf: number): Known | null {
  const found = known.get(keyOf(userId, place));
  return found && found.at > asOf && !sentKeys.has(found.formKey) ? found : null;
}

export function recordSave(userId: string, place: string, draft: Known | null): void {
  if (draft) known.set(keyOf(userId, place), draft);
  else known.delete(keyOf(userId, place));
}

/** `at` is the newest time of the server that the form knew. */
export function recordSent(userId: string, place: string, formKey: string, at: number): void {
  const key = keyOf(userId, place);
  sentKeys.set(formKey, Math.max(at, known.get(key)?.at ?? 0));
  known.delete(key);
}

/**
 * The server has this form open, as it stood `at` that time by its clock: it was rejected or taken back since it was sent from here.
 * A view from before it was sent says nothing.
 */
export function recordOpen(formKey: string, at: number): void {
  if (at > (sentKeys.get(formKey) ?? Infinity)) sentKeys.delete(formKey);
}

/** Whether the form of this key was sent from this page: the way back can bring such a form again. */
export function wasSent(formKey: string): boolean {
  return sentKeys.has(formKey);
}

const MAX_TRIES = 5;
const tries = new Map<string, FormValues[]>();

/** What was on its way to the server from here; its answer may never come. */
export function recordAttempt(userId: string, place: string, values: FormValues): void {
  const key = keyOf(userId, place);
  tries.set(key, [values, ...(tries.get(key) ?? [])].slice(0, MAX_TRIES));
}

/** Whether a draft on the server is one that went out from here. */
export function wasAttempted(userId: string, place: string, values: FormValues): boolean {
  return (tries.get(keyOf(userId, place)) ?? []).some((tried) => sameValues(tried, values));
}

export function sameValues(one: FormValues, other: FormValues): boolean {
  return [...Object.keys(one), ...Object.keys(other)].every(
    (name) => (one[name] ?? "") === (other[name] ?? ""),
  );
}

/** Tells whether nothing was typed into a form. */
export function isEmpty(values: FormValues): boolean {
  return Object.entries(values).every(([name, text]) => name === ACCOUNT || text.trim() === "");
}
