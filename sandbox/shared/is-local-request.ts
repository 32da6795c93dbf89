import type { Context } from "hono";

import { isLoopback } from "./serve";

/** No other machine, and no page of another origin. */
export function isLocalRequest(c: Context, host: string): boolean {
  const asked = new URL(c.req.url);
  const from = c.req.header("origin");
  return (
    isLoopback(host) && isLoopback(asked.hostname) && (from === undefined || from === asked.origin)
  );
}
