import type { Route } from "next";

import { env } from "./env";

/** False only in production without NEXTAUTH_URL: then links would lead nowhere, and none is shown. */
export function hasPortalUrl(): boolean {
  const { NEXTAUTH_URL: url, NODE_ENV: mode } = env();
  return url !== undefined || mode !== "production";
}

/** An absolute link to a page, for mail. Never made of a request, whose headers may be forged. */
export function portalUrl(path: Route): string {
  return new URL(path, env().NEXTAUTH_URL ?? "http://localhost").href;
}
