import { AsyncLocalStorage } from "node:async_hooks";

import type { WorkClass } from "./limits";

export interface Work {
  as: WorkClass;
  account?: string;
}

declare global {
  // Global, as bundles contain copies of this module.
  var ticketbridgeWork: AsyncLocalStorage<Work> | undefined;
}

const PERSON: Work = { as: "person" };

function storage(): AsyncLocalStorage<Work> {
  globalThis.ticketbridgeWork ??= new AsyncLocalStorage<Work>();
  return globalThis.ticketbridgeWork;
}

export function currentWork(): Work {
  return storage().getStore() ?? PERSON;
}

/** Omitted fields are inherited. */
export function workAs<T>(work: Partial<Work>, run: () => Promise<T>): Promise<T> {
  // A query of Prisma starts when it is awaited.
  return storage().run({ ...currentWork(), ...work }, async () => await run());
}
