import { z } from "zod";

import { seal, type SealContext, unseal } from "../../crypto/seal";
import { fromNow, now } from "../../db/expressions";
import { db } from "../../db/kysely";
import { env } from "../../env";
import { isAppError } from "../../errors";
import type { AccessToken, TokenStore } from "../../providers/contract";

const EXCHANGE_MS = 10_000;
const TIMEOUT_MS = 12_000;
const POLL_MS = 100;

const storedTokenSchema = z.object({ token: z.string(), expiresAt: z.coerce.date() });

export interface TokenOwner {
  id: string;
  organization_id: string;
  provider: string;
  credential_version: number;
}

/**
 * Keeps one credential's access token, sealed in the connection's row and in memory. Does not touch
 * the row once the credential was replaced.
 */
export class AccessTokenStore implements TokenStore {
  #cached: AccessToken | null = null;

  constructor(private readonly owner: TokenOwner) {}

  async get(): Promise<AccessToken | null> {
    return this.#cached;
  }

  async set(token: AccessToken | null): Promise<void> {
    this.#cached = token;
    const sealed = token && seal(JSON.stringify(token), this.#context(), env().CREDENTIAL_KEYS);
    await this.#update().set({ sealed_access_token: sealed }).execute();
  }

  /** Adopts the token from a freshly read row when it is newer. */
  adopt(sealed: string | null): void {
    const found = sealed === null ? null : this.#opened(sealed);
    if (found && found.expiresAt.getTime() > (this.#cached?.expiresAt.getTime() ?? 0))
      this.#cached = found;
  }

  /** A claim in the row needs no open database connection and expires when its process dies. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const claimed = await this.#claim(Date.now() + TIMEOUT_MS);
    try {
      return await work();
    } finally {
      if (claimed) await this.#update().set({ exchanging_until: null }).execute();
    }
  }

  /** Returns false after the timeout, or when the credential was replaced. */
  async #claim(until: number): Promise<boolean> {
    for (;;) {
      const row = await this.#update()
        .set({ exchanging_until: fromNow(EXCHANGE_MS) })
        .where((eb) => eb.fn.coalesce(eb("exchanging_until", "<", now()), eb.lit(true)))
        .returning("sealed_access_token")
        .executeTakeFirst();
      if (row) this.adopt(row.sealed_access_token);
      if (row || Date.now() > until || (await this.#isReplaced())) return row !== undefined;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async #isReplaced(): Promise<boolean> {
    const row = await db()
      .selectFrom("connection")
      .where("id", "=", this.owner.id)
      .select("credential_version")
      .executeTakeFirst();
    return row?.credential_version !== this.owner.credential_version;
  }

  #update() {
    return db()
      .updateTable("connection")
      .where("id", "=", this.owner.id)
      .where("credential_version", "=", this.owner.credential_version);
  }

  #context(): SealContext {
    return {
      organizationId: this.owner.organization_id,
      rowId: this.owner.id,
      provider: this.owner.provider,
      field: "access-token",
    };
  }

  /** Returns null for a token that cannot be unsealed: its key may have been retired. */
  #opened(sealed: string): AccessToken | null {
    try {
      return storedTokenSchema.parse(
        JSON.parse(unseal(sealed, this.#context(), env().CREDENTIAL_KEYS)),
      );
    } catch (error) {
      if (
        isAppError(error, "credential_unreadable") ||
        error instanceof SyntaxError ||
        error instanceof z.ZodError
      )
        return null;
      throw error;
    }
  }
}
