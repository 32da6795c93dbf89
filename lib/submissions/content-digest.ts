import { type BinaryLike, createHmac, hkdfSync } from "node:crypto";

import stringify from "safe-stable-stringify";

import { env } from "../env";
import type { Intent } from "./submission";

/** Digests of this form are made with a key of their own; those without it with a credential key. */
const VERSION = "2.";
const PURPOSE = "ticketbridge: content of a submission";

/** Returns a keyed digest of what a form says, as a bare digest of a short secret could be guessed. */
export function digestOf(intent: Intent): string {
  return VERSION + hmac(ownKey(), contentOf(intent));
}

/** Whether a stored digest is of the same content. Rows of an earlier version are compared under every credential key. */
export function hasSameContent(stored: string, intent: Intent): boolean {
  if (stored.startsWith(VERSION)) return stored === digestOf(intent);
  const content = contentOf(intent);
  return env().CREDENTIAL_KEYS.some(({ key }) => hmac(key, content) === stored);
}

/** Derived, so that it neither changes with the credential keys nor shares a key with a cipher. */
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
}: Intent): string {
  return stringify([
    kind,
    connectionId,
    ticketId,
    continuesTicketId ?? null,
    payload,
    fileIds ?? [],
  ]);
}
