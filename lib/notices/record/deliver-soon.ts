import { setTimeout as wait } from "node:timers/promises";

import { after } from "next/server";

import { log } from "../../log";

declare global {
  // Set by instrumentation-node.ts, as an import would be a cycle. Resolves to false if nothing was due.
  var ticketbridgeDeliver: (() => Promise<boolean>) | undefined;
}

/** The transaction may commit after the response was sent. */
const PAUSES_MS = [0, 50, 200, 1_000, 3_000];

/** Delivers this request's notices after its response. Outside of requests, the worker delivers. */
export function deliverNoticesSoon(): void {
  if (!globalThis.ticketbridgeDeliver) return;
  try {
    after(() =>
      deliverOnceStored().catch((error: unknown) =>
        log.error({ err: error }, "notices could not be taken up"),
      ),
    );
  } catch {
    // Not in a request.
  }
}

async function deliverOnceStored(): Promise<void> {
  for (const pause of PAUSES_MS) {
    await wait(pause);
    if (await globalThis.ticketbridgeDeliver?.()) return;
  }
}
