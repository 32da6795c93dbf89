import { setTimeout as wait } from "node:timers/promises";

import { after } from "next/server";

import { log } from "../log";
import { deliverSoon } from "./deliver-mails";
import { isStored } from "./mail-rows";

/** The transaction may commit after the response was sent. */
const PAUSES_MS = [0, 50, 200, 1_000, 3_000];

/** Sends this request's emails after its response. Outside of requests, the worker sends them. */
export function sendMailsSoon(id: string): void {
  try {
    after(() =>
      deliverOnceStored(id).catch((error: unknown) =>
        log.error({ err: error }, "mail could not be taken up"),
      ),
    );
  } catch {
    // Not in a request.
  }
}

async function deliverOnceStored(id: string): Promise<void> {
  for (const pause of PAUSES_MS) {
    await wait(pause);
    if (await isStored(id)) return deliverSoon();
  }
}
