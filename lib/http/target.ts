import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import type { Query } from "./types";

/** Throws provider_not_found for ids of dots, which walk up the path, and lone surrogates. */
export function pathSegment(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new AppError("provider_not_found");
  try {
    return encodeURIComponent(id);
  } catch {
    throw new AppError("provider_not_found");
  }
}

/** Throws provider_unreadable for a URL outside the base URL. */
export function targetUrl(name: string, baseUrl: string, path: string, query: Query = {}): URL {
  const base = new URL(baseUrl);
  const basePath = base.pathname.replace(/\/+$/, "");
  const url =
    /^\/(?!\/)/.test(path) && !/[\\\s]/.test(path) ? new URL(base.origin + basePath + path) : null;
  if (
    !url ||
    url.origin !== base.origin ||
    url.username ||
    url.password ||
    !url.pathname.startsWith(`${basePath}/`)
  ) {
    throw new AppError("provider_unreadable", {
      text: message("provider.foreignAddress", { name }),
    });
  }
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) url.searchParams.set(key, String(value));
  }
  return url;
}

/** Our credential is sent there: throws provider_unreadable unless it is under `within`. */
export function pathWithinTarget(
  name: string,
  baseUrl: string,
  address: string,
  within = "/",
): string {
  const { origin, pathname } = new URL(baseUrl);
  const allowed = pathname.replace(/\/+$/, "") + within;
  const refused = new AppError("provider_unreadable", {
    text: message("provider.foreignFileAddress", { name }),
  });
  const path = address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
  if (!path.startsWith("/") || path.startsWith("//")) throw refused;
  if (
    [...path].some((character) => character <= " " || character === "\\" || character === "\u007f")
  )
    throw refused;
  const [onlyPath = ""] = path.split(/[?#]/, 1);
  if (/%(?:2e|2f|5c|0[0-9a-f]|1[0-9a-f]|25)/i.test(onlyPath)) throw refused;
  if (onlyPath.split("/").some((part) => part === "." || part === "..")) throw refused;
  const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
  if (!url || url.origin !== origin || url.username || url.password) throw refused;
  if (!url.pathname.startsWith(allowed) || url.pathname === allowed) throw refused;
  return url.pathname + url.search;
}
