import { LRUCache } from "lru-cache";
import pMap from "p-map";

import { errorTraits } from "@/lib/error-codes";
import { isAppError } from "@/lib/errors";

import type { TokenStore } from "../../contract";
import type { UpsunUser } from "../schema";
import type { UpsunCommentsClient } from "./comments-client";

const LOOKUPS_AT_ONCE = 4;
/** For one conversation. */
const LOOKUPS_MAX = 20;
const REMEMBERED_USERS = 500;
const REMEMBERED_MS = 24 * 3_600_000;
/** After a failure that says nothing about the user. */
const REPEATED_AFTER_MS = 5 * 60_000;

type NameCache = LRUCache<string, Promise<string | null>>;

/** By connection: what one credential may see, another may not. */
const caches = new WeakMap<TokenStore, NameCache>();

export function userName(user: UpsunUser | null): string | null {
  const full = [user?.first_name, user?.last_name].filter(Boolean).join(" ");
  return full || user?.username || null;
}

/** Names of users by id, remembered for a day; so are failures. */
export class UserNames {
  readonly #client: UpsunCommentsClient;
  readonly #cache: NameCache;

  constructor(client: UpsunCommentsClient, tokens: TokenStore) {
    this.#client = client;
    this.#cache = caches.get(tokens) ?? new LRUCache({ max: REMEMBERED_USERS, ttl: REMEMBERED_MS });
    caches.set(tokens, this.#cache);
  }

  /** Without the users whose name is unknown. Throws provider_unauthorized only. */
  async of(ids: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    await pMap(
      ids.slice(0, LOOKUPS_MAX),
      async (id) => {
        const name = await (this.#cache.get(id) ?? this.#lookUp(id));
        if (name !== null) names.set(id, name);
      },
      { concurrency: LOOKUPS_AT_ONCE },
    );
    return names;
  }

  #lookUp(id: string): Promise<string | null> {
    const asked = this.#client.user(id).then(
      (user) => (user.id === null || user.id === id ? userName(user) : null),
      (error: unknown) => {
        if (!isAppError(error) || error.code === "provider_unauthorized") {
          this.#cache.delete(id);
          throw error;
        }
        const { duringSync } = errorTraits(error.code);
        if (duringSync === "no_answer" || duringSync === "postpone")
          this.#cache.set(id, Promise.resolve(null), { ttl: REPEATED_AFTER_MS });
        return null;
      },
    );
    this.#cache.set(id, asked);
    return asked;
  }
}
