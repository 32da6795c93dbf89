import { type Expression, type RawBuilder, type Selectable, sql, type SqlBool } from "kysely";

import { storableJson } from "../text/storable";
import type { Db } from "./kysely";
import type { DB } from "./table-types";

export type ExpressionValue<E> = E extends Expression<infer Value> ? Value : never;

/** The database's clock: when the transaction began. */
export const now = (): RawBuilder<Date> => sql`now()`;

/** `now()` plus so many milliseconds, which may be negative. */
export const fromNow = (milliseconds: number): RawBuilder<Date> =>
  sql`now() + make_interval(secs => ${milliseconds / 1_000})`;

export const daysAgo = (days: number): RawBuilder<Date> =>
  sql`now() - make_interval(days => ${days})`;

/** A time plus so many milliseconds, which may be negative. */
export const plus = (time: Expression<Date | null>, milliseconds: number): RawBuilder<Date> =>
  sql`${time} + make_interval(secs => ${milliseconds / 1_000})`;

/** A value of a `jsonb` column; pg would send an array as a PostgreSQL array. */
export const json = <Value>(value: Value): RawBuilder<Value> =>
  sql`${JSON.stringify(value)}::jsonb`;

type JsonColumn = Selectable<DB["connection"]>["account"];

/** The same of what a provider sent: characters that PostgreSQL refuses are replaced. */
export const storableJsonb = (value: unknown): RawBuilder<JsonColumn> =>
  sql`${storableJson(value)}::jsonb`;

/** For `doUpdateSet`: values of the row that was not inserted, since another has its key. */
export const excludedValues = <Column extends string>(
  ...columns: Column[]
): Record<Column, RawBuilder<never>> =>
  Object.fromEntries(
    columns.map((column) => [column, sql.ref<never>(`excluded.${column}`)]),
  ) as Record<Column, RawBuilder<never>>;

/** Kysely's conditions may be 0 or 1; PostgreSQL's are booleans. */
export const asBoolean = (condition: Expression<SqlBool>): RawBuilder<boolean> =>
  sql`(${condition})`;

/** `column = ANY($1)`: one statement text, however many values. */
export const isAnyOf = <Value>(
  column: Expression<Value | null>,
  values: readonly Value[] | Expression<readonly Value[]>,
): RawBuilder<SqlBool> => sql`${column} = ANY(${values})`;

/** As a number: pg returns `count(*)` as text. */
export const countRows = (where?: Expression<SqlBool>): RawBuilder<number> =>
  where ? sql`count(*) FILTER (WHERE ${where})::int` : sql`count(*)::int`;

/** Waits for a lock of that name, which ends with the transaction. Returns when that began. */
export async function lockUntilCommit(transaction: Db, name: string): Promise<Date> {
  const row = await transaction.selectNoFrom(lockColumns(name)).executeTakeFirstOrThrow();
  return row.begunAt;
}

/** For a statement that waits for a lock, see `lockUntilCommit`. */
export const lockColumns = (name: string) => [
  sql`pg_advisory_xact_lock(hashtextextended(${name}, 0))`.as("lock"),
  sql<Date>`now()::timestamptz(3)`.as("begunAt"),
];
