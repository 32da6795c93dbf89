import type { Pool, PoolClient, QueryResultRow } from "pg";

import { asBusy, isReadTimeout } from "./busy";
import { beginWithLimits } from "./limits";
import { pool } from "./pool";
import { currentWork, type Work, workAs } from "./work";

export type Queryable = Pick<PoolClient | Pool, "query">;

/** Throws `busy` when a limit of the current work is reached. */
export async function sql<Row extends QueryResultRow>(
  text: string,
  values: unknown[] = [],
  on: Queryable = pool(),
): Promise<Row[]> {
  try {
    return (await on.query<Row>(text, values)).rows;
  } catch (error) {
    throw asBusy(error);
  }
}

export async function sqlWithin<Row extends QueryResultRow>(
  milliseconds: number,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  try {
    const query = { text, values, query_timeout: milliseconds };
    return (await pool().query<Row>(query)).rows;
  } catch (error) {
    throw asBusy(error);
  }
}

/** Throws `busy` at a limit. `account` is the connection whose rows are written. */
export async function transaction<T>(
  work: (client: PoolClient) => Promise<T>,
  as: Partial<Work> = {},
): Promise<T> {
  return workAs(as, async () => {
    const client = await pool().connect();
    let killed: Error | undefined;
    const onKilled = (error: Error) => (killed = error);
    client.once("error", onKilled);
    try {
      await client.query(beginWithLimits(currentWork().as));
      const result = await work(client);
      await client.query("COMMIT");
      client.removeListener("error", onKilled);
      client.release();
      return result;
    } catch (error) {
      await abandon(client, error);
      client.removeListener("error", onKilled);
      throw asBusy(killed ?? error);
    }
  });
}

async function abandon(client: PoolClient, error: unknown): Promise<void> {
  if (isReadTimeout(error)) return client.release(error as Error);
  await client.query("ROLLBACK").then(
    () => client.release(),
    (broken: Error) => client.release(broken),
  );
}
