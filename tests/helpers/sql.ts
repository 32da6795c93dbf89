import { CompiledQuery } from "kysely";
import type { QueryResultRow } from "pg";

import { type Db, db } from "@/lib/db/kysely";

/** SQL as text, to set up and look at rows without the product's own queries. */
export async function sql<Row extends QueryResultRow>(
  text: string,
  values: unknown[] = [],
  on: Db = db(),
): Promise<Row[]> {
  return (await on.executeQuery<Row>(CompiledQuery.raw(text, values))).rows;
}
