import { AppError } from "@/lib/errors";

import type { Capability, CapabilityState, ConnectionCheck } from "../contract";
import { missingScopeOf } from "../error-from-answer";
import type { HostupClient } from "./client";
import { inventories } from "./vocabulary";

interface Probe {
  /** For refusals that do not name a scope. */
  scope: string;
  capabilities: ReadonlyArray<{ capability: Capability; label: string }>;
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
  capabilities: [{ capability: "departments", label: "Read departments" }],
  essential: true,
  run: (client) => client.departments(),
};

const others: readonly Probe[] = [
  {
    scope: "read:support",
    capabilities: [{ capability: "read", label: "Read tickets" }],
    essential: true,
    run: (client) => firstPage(client.tickets({ limit: 1 })),
  },
  {
    scope: "write:support",
    capabilities: [
      { capability: "file", label: "File tickets" },
      { capability: "reply", label: "Reply" },
      { capability: "close", label: "Close tickets" },
      { capability: "reopen", label: "Reopen tickets" },
      { capability: "attach", label: "Attach files" },
    ],
    essential: true,
    run: (client) => client.probeWriting(),
  },
  ...inventories.map((inventory): Probe => ({
    scope: inventory.scope,
    capabilities: [{ capability: `inventory:${inventory.kind}`, label: inventory.label }],
    essential: false,
    run: (client) => firstPage(client.services(inventory, { limit: 1 })),
  })),
];

async function outcome(client: HostupClient, probe: Probe): Promise<CapabilityState[]> {
  const states = (state: Omit<CapabilityState, "capability" | "label">) =>
    probe.capabilities.map((one) => ({ ...one, ...state }));
  try {
    await probe.run(client);
    return states({ available: true });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "provider_unauthorized") throw error;
    if (error.code === "provider_forbidden") {
      return states({
        available: false,
        missingScope: missingScopeOf(error) ?? probe.scope,
        reason: error.message,
      });
    }
    if (probe.essential) throw error;
    return states({ available: false, reason: error.message });
  }
}

/** Few calls, the first one alone. HostUp does not say whose key it is. */
export async function checkHostup(client: HostupClient): Promise<ConnectionCheck> {
  const first = await outcome(client, departments);
  const rest = await Promise.all(others.map((probe) => outcome(client, probe)));
  return { account: {}, capabilities: [...first, ...rest.flat()] };
}
