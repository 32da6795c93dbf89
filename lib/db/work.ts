import { AsyncLocalStorage } from "node:async_hooks";

import type { WorkClass } from "./limits";

/** What the current call chain is doing. */
export interface Work {
  as: WorkClass;
  /** The connection whose rows it writes. */
  account?: string;
}

declare global {
  // One for the process: bundles hold copies of this module, and all of them use one pool.
  var ticketbridgeWork: AsyncLocalStorage<Work> | undefined;
}

const PERSON: Work = { as: "person" };

function storage(): AsyncLocalStorage<Work> {
  globalThis.ticketbridgeWork ??= new AsyncLocalStorage<Work>();
  return globalThis.ticketbridgeWork;
}

/** The work that this code runs as; a person's unless `workAs` says otherwise. */
export function currentWork(): Work {
  return storage().getStore() ?? PERSON;
}

/** Runs `run`, and everything it awaits, as this work. What is left out stays as it is. */
export function workAs<T>(work: Partial<Work>, run: () => Promise<T>): Promise<T> {
  return storage().run({ ...currentWork(), ...work }, run);
}
