import pg from "pg";
import { vi } from "vitest";

/** Returns the texts of the statements that this process sends meanwhile. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [statement] = given as [string | { text?: string }];
    texts.push(typeof statement === "string" ? statement : (statement.text ?? ""));
    return query.apply(this, given);
  } as never);
  await work().finally(() => spy.mockRestore());
  return texts;
}
