import type { Route } from "next";

/** `next` if it is a path of this site, else the home page: a link must not send anybody elsewhere after signing in. */
export function safeRedirectPath(next: string | undefined): Route {
  if (!next || !next.startsWith("/")) return "/";
  try {
    const base = "https://ticketbridge.invalid";
    const url = new URL(next, base);
    return url.origin === base && !url.pathname.startsWith("//") && url.pathname !== "/login"
      ? (`${url.pathname}${url.search}${url.hash}` as Route)
      : "/";
  } catch {
    return "/";
  }
}
