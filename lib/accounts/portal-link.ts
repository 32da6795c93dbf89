import type { Route } from "next";

import { env } from "../env";

/** A page's address for a mail. Made of `NEXTAUTH_URL` only: a request's headers are the client's. */
export function portalLink(path: Route): string {
  return new URL(path, env().NEXTAUTH_URL ?? "http://localhost").href;
}
