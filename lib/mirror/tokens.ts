import { createHash } from "node:crypto";
import type { TokenStore } from "../providers/contract";

const held = new Map<string, { token: string; expiresAt: Date }>();

/** More connections than this in one process: the oldest token is forgotten and exchanged anew when it is needed. */
const MOST = 1_000;

/**
 * Keeps a connection's short-lived access token in this process's memory, never in the database beside the credential.
 * A token belongs to one credential: after a key is replaced the old token is not found.
 */
export function tokenStore(connectionId: string, credential: string): TokenStore {
  const key = `${connectionId}:${createHash("sha256").update(credential).digest("base64url")}`;
  return {
    async get() {
      return held.get(key) ?? null;
    },
    async set(token) {
      held.delete(key);
      if (!token) return;
      held.set(key, token);
      const oldest = held.keys().next();
      if (held.size > MOST && !oldest.done) held.delete(oldest.value);
    },
  };
}
