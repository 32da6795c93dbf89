import { monotonicFactory } from "ulid";

const next = monotonicFactory();

/** Returns a new ULID that sorts after those before it, also within one millisecond. */
export function orderedId(): string {
  return next();
}
