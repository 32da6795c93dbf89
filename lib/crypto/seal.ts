import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import type { CredentialKey } from "../env";
import { AppError } from "../errors";

const IV_BYTES = 12;
/** Always explicit: Node would accept a tag of 4 bytes. */
const TAG_BYTES = 16;
const VERSION = "v1";

/** What a sealed value is bound to; it opens only in the same context. */
export interface SealContext {
  organizationId: string;
  rowId: string;
  provider: string;
  field:
    | "credential"
    | "access-token"
    | "draft"
    | "message"
    | "mail"
    | "authenticator"
    | "path"
    | "push-subscription"
    | "portal-key"
    | "webhook-secret";
}

/** Of what belongs to no organization. */
export const ofPortal = (rowId: string, field: SealContext["field"]): SealContext => ({
  organizationId: "",
  rowId,
  provider: "portal",
  field,
});

function associatedData(context: SealContext, keyId: string): Buffer {
  return Buffer.from(
    JSON.stringify([
      VERSION,
      keyId,
      context.organizationId,
      context.rowId,
      context.provider,
      context.field,
    ]),
    "utf8",
  );
}

/** Encrypts with AES-256-GCM under the first key. Returns `v1.keyId.iv.tag.ciphertext` (ASCII). */
export function seal(plain: string, context: SealContext, keys: readonly CredentialKey[]): string {
  const [first] = keys;
  if (!first) throw new Error("There is no key to seal with.");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", first.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(context, first.id));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [
    VERSION,
    first.id,
    iv.toString("base64url"),
    cipher.getAuthTag().toString("base64url"),
    sealed.toString("base64url"),
  ].join(".");
}

/** Decrypts. Throws credential_unreadable for another context or altered data. */
export function unseal(
  sealed: string,
  context: SealContext,
  keys: readonly CredentialKey[],
): string {
  const [version, keyId, iv, tag, text, ...rest] = sealed.split(".");
  const key = keys.find((candidate) => candidate.id === keyId);
  if (version !== VERSION || !keyId || !key || !iv || !tag || text === undefined || rest.length > 0)
    throw new AppError("credential_unreadable");
  const ivBytes = Buffer.from(iv, "base64url");
  const tagBytes = Buffer.from(tag, "base64url");
  if (ivBytes.length !== IV_BYTES || tagBytes.length !== TAG_BYTES)
    throw new AppError("credential_unreadable");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.key, ivBytes, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(context, keyId));
    decipher.setAuthTag(tagBytes);
    return Buffer.concat([
      decipher.update(Buffer.from(text, "base64url")),
      decipher.final(),
    ]).toString("utf8");
  } catch (cause) {
    throw new AppError("credential_unreadable", { cause });
  }
}
