import type { Values } from "./form-values";

const KEY = "draft:new-ticket";

/**
 * What was typed into the filing form and is not filed yet, in this tab only: a session that ends or a page that reloads must not
 * cost anybody their words. It belongs to no account, so that choosing another one keeps what fits there.
 */
export function loadDraft(): Values {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return {};
  }
}

export function saveDraft(values: Values): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(values));
  } catch {
    // A full or forbidden storage: the form works without.
  }
}

export function clearDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
