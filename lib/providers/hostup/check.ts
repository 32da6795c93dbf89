import { AppError } from "@/lib/errors";
import { toStoredText } from "@/lib/i18n/stored-text";

import type { Capability, CapabilityState, ConnectionCheck } from "../contract";
import { missingScopeOf } from "../error-from-answer";
import type { HostupClient } from "./client";
import { inventories } from "./vocabulary";

interface Probe {
  /** For refusals that do not name a scope. */
  scope: string;
  capabilities: readonly Capability[];
  /** Any other failure fails the whole check. */
  essential: boolean;
  run: (client: HostupClient) => Promise<unknown>;
}

async function firstPage(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const page of pages) {
    void page;
    return;
  }
}

const departments: Probe = {
  scope: "read:account",
  capabilities: ["departments"],
  essential: true,
  run: (client) => client.departments(),
};

const others: readonly Probe[] = [
  {
    scope: "read:support",
    capabilities: ["read"],
    essential: true,
    run: (client) => firstPage(client.tickets({ limit: 1 })),
  },
  {
    scope: "write:support",
    capabilities: ["file", "reply", "close", "reopen", "attach"],
    essential: true,
    run: (client) => client.probeWriting(),
  },
  ...inventories.map((inventory): Probe => ({
    scope: inventory.scope,
    capabilities: [`inventory:${inventory.kind}`],
    essential: false,
    run: (client) => firstPage(client.services(inventory, { limit: 1 })),
  })),
];

async function outcome(client: HostupClient, probe: Probe): Promise<CapabilityState[]> {
  const states = (state: Omit<CapabilityState, "capability">) =>
    probe.capabilities.map((capability) => ({ capability, ...state }));
  try {
    await probe.run(client);
    return states({ available: true });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "provider_unauthorized") throw error;
    if (error.code === "provider_forbidden") {
      return states({
        available: false,
        missingScope: missingScopeOf(error) ?? probe.scope,
        reason: toStoredText(error),
      });
    }
    if (probe.essential) throw error;
    return states({ available: false, reason: toStoredText(error) });
  }
}

/** Few calls, the first one alone. HostUp does not say whose key it is. */
export async function checkHostup(client: HostupClient): Promise<ConnectionCheck> {
  const first = await outcome(client, departments);
  const rest = await Promise.all(others.map((probe) => outcome(client, probe)));
  return { account: {}, capabilities: [...first, ...rest.flat()] };
}
