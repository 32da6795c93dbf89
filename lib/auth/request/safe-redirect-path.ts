import type { Route } from "next";

const SIGN_IN = /^\/login(?:\/|$)/;

/** Prevents open redirects after sign-in. */
export function safeRedirectPath(next: string | undefined): Route {
  if (!next || !next.startsWith("/")) return "/";
  try {
    const base = "https://ticketbridge.invalid";
    const url = new URL(next, base);
    return url.origin === base && !url.pathname.startsWith("//") && !SIGN_IN.test(url.pathname)
      ? (`${url.pathname}${url.search}${url.hash}` as Route)
      : "/";
  } catch {
    return "/";
  }
}
