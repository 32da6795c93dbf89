import { type BinaryLike, createHmac, hkdfSync } from "node:crypto";

import stringify from "safe-stable-stringify";

import { env } from "../env";
import type { Intent } from "./submission";

const VERSION = "2.";
const PURPOSE = "ticketbridge: content of a submission";

/** Keyed, as a plain digest of a short secret could be guessed. */
export function digestOf(intent: Intent): string {
  return VERSION + hmac(ownKey(), contentOf(intent));
}

/** Tries every credential key, for older digests. */
export function hasSameContent(stored: string, intent: Intent): boolean {
  if (stored.startsWith(VERSION)) return stored === digestOf(intent);
  const content = contentOf(intent);
  return env().CREDENTIAL_KEYS.some(({ key }) => hmac(key, content) === stored);
}

/** Does not change with the credential keys and is used by no cipher. */
function ownKey(): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", PURPOSE, 32));
}

function hmac(key: BinaryLike, content: string): string {
  return createHmac("sha256", key).update(content).digest("base64url");
}

function contentOf({
  kind,
  connectionId,
  ticketId,
  continuesTicketId,
  payload,
  fileIds,
  isPrivate,
}: Intent): string {
  return stringify([
    kind,
    connectionId,
    ticketId,
    continuesTicketId ?? null,
    payload,
    fileIds ?? [],
    ...(isPrivate ? ["private"] : []),
  ]);
}
