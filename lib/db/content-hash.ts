import { hash } from "node:crypto";

import stringify from "safe-stable-stringify";

/** Key order does not count; dates count as ISO text. */
export function contentHash(value: unknown): string {
  return hash("sha256", stringify(value) ?? "null", "base64url").slice(0, 27);
}
