import { setTimeout as wait } from "node:timers/promises";

import { after } from "next/server";

import { log } from "../log";
import { deliverSoon } from "./deliver-mails";
import { isStored } from "./mail-rows";

/** Once the request was answered, its transaction may still be under way, if that began late. */
const PAUSES_MS = [0, 50, 200, 1_000, 3_000];

/**
 * Sends an email that this request queues, once it is committed. Elsewhere, the next round does.
 */
export function sendMailsSoon(id: string): void {
  try {
    after(() =>
      deliverOnceStored(id).catch((error: unknown) =>
        log.error({ err: error }, "mail could not be taken up"),
      ),
    );
  } catch {
    // Outside of a request.
  }
}

async function deliverOnceStored(id: string): Promise<void> {
  for (const pause of PAUSES_MS) {
    await wait(pause);
    if (await isStored(id)) return deliverSoon();
  }
}
