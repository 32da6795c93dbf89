import { AppError } from "../../errors";
import { message } from "../../i18n/message";

const MAX_AT_ONCE = 4;
const MAX_OF_ONE_PERSON = 1;

declare global {
  // Global, as bundles contain copies of this module.
  var ticketbridgeExports: Map<symbol, string> | undefined;
}

/**
 * Takes one of this process's places for exports; returns the function that gives it back. Throws
 * `throttled`.
 */
export function takeExportSlot(userId: string): () => void {
  globalThis.ticketbridgeExports ??= new Map();
  const running = globalThis.ticketbridgeExports;
  const own = [...running.values()].filter((other) => other === userId);
  if (own.length >= MAX_OF_ONE_PERSON)
    throw new AppError("throttled", { text: message("exports.ownRunning") });
  if (running.size >= MAX_AT_ONCE)
    throw new AppError("throttled", { text: message("exports.othersRunning") });
  const slot = Symbol(userId);
  running.set(slot, userId);
  return () => void running.delete(slot);
}
