import { AsyncLocalStorage } from "node:async_hooks";

import type { LoggerInstance } from "next-auth";

import { log } from "../../log";

/** The errors of one call. next-auth passes them only to its logger, of which a process has one. */
const causes = new AsyncLocalStorage<unknown[]>();

function causeOf(metadata: unknown): unknown {
  const isWrapped = typeof metadata === "object" && metadata !== null && "error" in metadata;
  return isWrapped ? metadata.error : metadata;
}

/** Logs codes only, since metadata may hold tokens. */
export const nextAuthLogger: LoggerInstance = {
  error: (code, metadata) => {
    log.error({ code }, "next-auth");
    causes.getStore()?.push(causeOf(metadata));
  },
  warn: (code) => log.debug({ code }, "next-auth"),
  debug: () => undefined,
};

/** Runs a call of next-auth, and returns what it logged as errors with its result. */
export async function withCauses<T>(
  call: () => Promise<T>,
): Promise<{ result: T; causes: unknown[] }> {
  const found: unknown[] = [];
  return { result: await causes.run(found, call), causes: found };
}
