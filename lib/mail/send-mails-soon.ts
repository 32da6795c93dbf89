import { after } from "next/server";

import { deliverSoon } from "./deliver-mails";

/** Sends what this request queues, once it has been answered. Elsewhere, the next round does. */
export function sendMailsSoon(): void {
  try {
    after(deliverSoon);
  } catch {
    // Outside of a request.
  }
}
