import type { Route } from "next";

import { safeRedirectPath } from "@/lib/auth/safe-redirect-path";

/** A list as this tab last showed it. */
export interface RememberedList {
  /** Its address with filters, search, order and page. */
  address: Route;
  /** The row that was opened from it, by its link, and how far the page was scrolled. */
  opened?: { href: string; scroll: number };
}

const PREFIX = "list:";

/** Whether an address is one of the list whose own path is `path`. */
function isOfList(path: Route, address: unknown): address is Route {
  if (typeof address !== "string" || safeRedirectPath(address) !== address) return false;
  return address === path || address.startsWith(`${path}?`);
}

/** Reads what this tab remembers of the list at `path`; null for nothing, or nothing that fits. */
export function rememberedList(path: Route): RememberedList | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(PREFIX + path) ?? "null") as unknown;
    if (typeof stored !== "object" || stored === null) return null;
    const { address, opened } = stored as Partial<RememberedList>;
    if (!isOfList(path, address)) return null;
    const isOpened = typeof opened?.href === "string" && Number.isFinite(opened.scroll);
    return isOpened ? { address, opened } : { address };
  } catch {
    return null;
  }
}

/** Keeps a list for this tab. Without storage the way back leads to the plain list. */
export function rememberList(path: Route, list: RememberedList): void {
  try {
    sessionStorage.setItem(PREFIX + path, JSON.stringify(list));
  } catch {
    return;
  }
}

/** Forgets every list: someone else may be at this tab. */
export function forgetLists(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    return;
  }
}
