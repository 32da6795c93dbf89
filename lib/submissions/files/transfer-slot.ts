import { AppError } from "../../errors";
import { message } from "../../i18n/message";

/** Files of fewer bytes than this, together, need no slot. */
const LARGE_BYTES = 1_000_000;
/** Then the submission returns to the queue. Its lease is renewed meanwhile. */
const MAX_WAIT_MS = 45_000;

interface Slot {
  taken: boolean;
  waiting: Array<() => void>;
}

declare global {
  // Global, as bundles contain copies of this module.
  var ticketbridgeTransferSlot: Slot | undefined;
}

/** Bounds the memory for large files. Throws `busy` after `MAX_WAIT_MS`, before sending. */
export async function takeTransferSlot(
  bytes: number,
  maxWaitMs = MAX_WAIT_MS,
): Promise<() => void> {
  if (bytes < LARGE_BYTES) return () => undefined;
  const slot = (globalThis.ticketbridgeTransferSlot ??= { taken: false, waiting: [] });
  if (slot.taken) await waitForSlot(slot, maxWaitMs);
  slot.taken = true;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const next = slot.waiting.shift();
    // Stays taken while handed over, so that no other caller gets it.
    if (next) next();
    else slot.taken = false;
  };
}

function waitForSlot(slot: Slot, maxWaitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      slot.waiting.splice(slot.waiting.indexOf(go), 1);
      reject(new AppError("busy", { text: message("submission.otherLargeFiles") }));
    }, maxWaitMs);
    slot.waiting.push(go);
  });
}
