import { sql } from "kysely";

import { contentHash } from "../../db/content-hash";
import { storableJsonb } from "../../db/expressions";
import { db } from "../../db/kysely";
import { log } from "../../log";
import type { CapabilityState } from "../../providers/contract";

interface CapabilityOwner {
  id: string;
  credential_version: number;
  capabilities: readonly CapabilityState[];
}

/** Merges states into the connection's, unless its credential was replaced meanwhile. */
async function storeCapabilities(
  owner: CapabilityOwner,
  states: readonly CapabilityState[],
): Promise<void> {
  const changed = states.filter((state) => {
    const known = owner.capabilities.find((each) => each.capability === state.capability);
    return contentHash(known) !== contentHash(state);
  });
  if (changed.length === 0) return;
  const names = changed.map(({ capability }) => capability);
  await db()
    .updateTable("connection")
    .set({
      capabilities: (eb) =>
        sql`jsonb_path_query_array(${eb.ref("capabilities")}, '$[*] ? (!(@.capability == $names[*]))',
          ${JSON.stringify({ names })}::jsonb) || ${storableJsonb(changed)}`,
    })
    .where("id", "=", owner.id)
    .where("credential_version", "=", owner.credential_version)
    .execute();
}

/** Stores what calls show, in their order and beside them. */
export class CapabilityStore {
  readonly #owner: {
    id: string;
    credential_version: number;
    capabilities: CapabilityState[];
  };
  #stored = Promise.resolve();

  constructor(owner: CapabilityOwner) {
    this.#owner = { ...owner, capabilities: [...owner.capabilities] };
  }

  change(states: readonly CapabilityState[]): void {
    this.#stored = this.#stored.then(() => this.#store(states));
  }

  /** Resolves when everything is stored. Never throws: a later call shows it again. */
  settle(): Promise<void> {
    return this.#stored;
  }

  async #store(states: readonly CapabilityState[]): Promise<void> {
    try {
      await storeCapabilities(this.#owner, states);
      const names = new Set(states.map(({ capability }) => capability));
      const others = this.#owner.capabilities.filter(({ capability }) => !names.has(capability));
      this.#owner.capabilities = [...others, ...states];
    } catch (error) {
      log.error({ err: error, connectionId: this.#owner.id }, "capabilities were not stored");
    }
  }
}
