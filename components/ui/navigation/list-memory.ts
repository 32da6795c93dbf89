import type { Route } from "next";

import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";

interface RememberedList {
  /** With filters, search, order and page. */
  address: Route;
  /** The row that was opened, the scroll position, and the addresses of all rows. */
  opened?: { href: string; scroll: number; rows: string[] };
}

const PREFIX = "list:";

function isOfList(path: Route, address: unknown): address is Route {
  if (typeof address !== "string" || safeRedirectPath(address) !== address) return false;
  return address === path || address.startsWith(`${path}?`);
}

/** Returns the remembered list at `path`; null if there is none or it is invalid. */
export function rememberedList(path: Route): RememberedList | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(PREFIX + path) ?? "null") as unknown;
    if (typeof stored !== "object" || stored === null) return null;
    const { address, opened } = stored as Partial<RememberedList>;
    if (!isOfList(path, address)) return null;
    const isOpened =
      typeof opened?.href === "string" &&
      Number.isFinite(opened.scroll) &&
      Array.isArray(opened.rows);
    return isOpened ? { address, opened } : { address };
  } catch {
    return null;
  }
}

export function rememberList(path: Route, list: RememberedList): void {
  try {
    sessionStorage.setItem(PREFIX + path, JSON.stringify(list));
  } catch {
    return;
  }
}

/** Forgets every list, for when another person signs in. */
export function forgetLists(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    return;
  }
}
