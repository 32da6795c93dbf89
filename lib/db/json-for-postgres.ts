import { createHash } from "node:crypto";

import stringify from "safe-stable-stringify";

/** What PostgreSQL's text and jsonb cannot hold, as JSON.stringify escapes it: the null character and lone surrogates. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/** JSON text for a jsonb parameter. Characters that PostgreSQL refuses become U+FFFD, so that no answer of a provider can stop a sweep. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.includes("\\u") ? text.replace(UNSTORABLE, "$1\\ufffd") : text;
}

/** The text without what a text parameter cannot hold; see `storableJson`. */
export function storableText(text: string): string {
  return JSON.parse(storableJson(text)) as string;
}

/** A short digest of a JSON value that does not depend on the order of keys. Times count as their ISO text. */
export function contentHash(value: unknown): string {
  return createHash("sha256")
    .update(stringify(value) ?? "null")
    .digest("base64url")
    .slice(0, 27);
}
