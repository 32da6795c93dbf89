import { AsyncLocalStorage } from "node:async_hooks";

import type { WorkClass } from "./limits";

/** What the current call chain works for. */
export interface Work {
  as: WorkClass;
  /** The connection whose rows it writes. */
  account?: string;
}

declare global {
  // Global: bundles contain copies of this module.
  var ticketbridgeWork: AsyncLocalStorage<Work> | undefined;
}

const PERSON: Work = { as: "person" };

function storage(): AsyncLocalStorage<Work> {
  globalThis.ticketbridgeWork ??= new AsyncLocalStorage<Work>();
  return globalThis.ticketbridgeWork;
}

/** Defaults to "person". */
export function currentWork(): Work {
  return storage().getStore() ?? PERSON;
}

/** Runs `run` as this work; omitted fields are inherited. */
export function workAs<T>(work: Partial<Work>, run: () => Promise<T>): Promise<T> {
  return storage().run({ ...currentWork(), ...work }, run);
}
