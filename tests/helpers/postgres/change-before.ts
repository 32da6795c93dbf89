import pg from "pg";
import { expect, vi } from "vitest";

/**
 * Changes the database before the first statement that contains `part` is sent, while `work` waits
 * for it. Fails if there is no such statement.
 */
export async function changeBefore<Result>(
  part: string,
  change: () => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  let isChanged = false;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const text = (given[0] as { text?: string }).text ?? "";
    if (isChanged || !text.includes(part)) return query.apply(this, given);
    isChanged = true;
    return change().then(() => query.apply(this, given));
  } as never);
  const result = await work().finally(() => spy.mockRestore());
  expect(isChanged).toBe(true);
  return result;
}
