import type { Pool, PoolClient, QueryResultRow } from "pg";
import { pool } from "./pool";

export type Queryable = Pick<PoolClient | Pool, "query">;

/** Runs one parameterized statement on the shared pool (or the given client) and returns its rows. */
export async function sql<Row extends QueryResultRow>(text: string, values: unknown[] = [], on: Queryable = pool()): Promise<Row[]> {
  const result = await on.query<Row>(text, values);
  return result.rows;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws (the error goes on). */
export async function transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    await client.query("ROLLBACK").then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
