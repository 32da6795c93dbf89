import { createHash, randomBytes } from "node:crypto";

/** Only hashes of random tokens are stored; they need no salt. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}
