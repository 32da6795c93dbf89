import { setImmediate } from "node:timers/promises";

/** Computes while the database answers a query. Waits until the query has left. */
export function computeDuring<Answer, Result>(
  query: Promise<Answer>,
  compute: () => Result,
): Promise<[Answer, Awaited<Result>]> {
  return Promise.all([query, setImmediate().then(compute)]);
}
