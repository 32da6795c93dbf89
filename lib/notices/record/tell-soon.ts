import { setTimeout as wait } from "node:timers/promises";

import { after } from "next/server";

import { log } from "../../log";

declare global {
  // Set by instrumentation-node.ts: an import would be a cycle. False if there was nothing to tell yet.
  var ticketbridgeTell: (() => Promise<boolean>) | undefined;
}

/** Once the request was answered, its transaction may still be under way, if that began late. */
const PAUSES_MS = [0, 50, 200, 1_000, 3_000];

/** Tells what this request records, once it is committed. Elsewhere, the round at hand does. */
export function tellSoon(): void {
  if (!globalThis.ticketbridgeTell) return;
  try {
    after(() =>
      tellOnceStored().catch((error: unknown) =>
        log.error({ err: error }, "notices could not be taken up"),
      ),
    );
  } catch {
    // Outside of a request.
  }
}

async function tellOnceStored(): Promise<void> {
  for (const pause of PAUSES_MS) {
    await wait(pause);
    if (await globalThis.ticketbridgeTell?.()) return;
  }
}
