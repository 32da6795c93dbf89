import { CompiledQuery } from "kysely";
import type { QueryResultRow } from "pg";

import { type Db, db, dbWithin } from "./kysely";

export { transaction } from "./kysely";
export type Queryable = Db;

/** Throws `busy` when a limit of the current work is reached. */
export async function sql<Row extends QueryResultRow>(
  text: string,
  values: unknown[] = [],
  on: Db = db(),
): Promise<Row[]> {
  return (await on.executeQuery<Row>(CompiledQuery.raw(text, values))).rows;
}

export async function sqlWithin<Row extends QueryResultRow>(
  milliseconds: number,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return sql(text, values, dbWithin(milliseconds));
}

export async function sqlResult<Row extends QueryResultRow = QueryResultRow>(
  text: string,
  values: unknown[],
  on: Db,
): Promise<{ rows: Row[]; rowCount: number }> {
  const { rows, numAffectedRows } = await on.executeQuery<Row>(CompiledQuery.raw(text, values));
  return { rows, rowCount: Number(numAffectedRows ?? 0) };
}
