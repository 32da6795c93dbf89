import { createHash } from "node:crypto";

import stringify from "safe-stable-stringify";

/** Key order does not count; dates count as ISO text. */
export function contentHash(value: unknown): string {
  return createHash("sha256")
    .update(stringify(value) ?? "null")
    .digest("base64url")
    .slice(0, 27);
}
