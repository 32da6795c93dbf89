import { CompiledQuery } from "kysely";

import type { Db } from "../../db/kysely";
import { storableJson } from "../../text/storable";

/** A PostgreSQL type, by its name in `pg_type`, and the TypeScript type that pg maps it to. */
interface SqlType<Value> {
  readonly name: string;
  /** Only for columns: whether null may come. */
  readonly isNullable: boolean;
  readonly encode?: (value: Value) => unknown;
}

type Types = Readonly<Record<string, SqlType<never>>>;
type ValueOf<T> = T extends SqlType<infer Value> ? Value : never;
export type Values<T> = { [Name in keyof T]: ValueOf<T[Name]> };

const type = <Value>(name: string): SqlType<Value> => ({ name, isNullable: false });

export const text = type<string>("text");
export const textArray = type<string[]>("_text");
export const integer = type<number>("int4");
export const boolean = type<boolean>("bool");
export const timestamp = type<Date>("timestamptz");
export const jsonb = <Value>(): SqlType<Value> => type("jsonb");

export function nullable<Value>(base: SqlType<Value>): SqlType<Value | null> {
  return { ...(base as SqlType<Value | null>), isNullable: true };
}

/** A parameter for `jsonb_to_recordset`: as many rows as there are. */
export function records<Row>(): SqlType<readonly Row[]> {
  return { ...type<readonly Row[]>("jsonb"), encode: storableJson };
}

export interface Statement<Parameters extends Types = Types, Columns extends Types = Types> {
  name: string;
  text: string;
  parameters: Parameters;
  columns: Columns;
  run(on: Db, values: Values<Parameters>): Promise<{ rows: Array<Values<Columns>>; count: number }>;
}

/** Every declared statement, which a test prepares against the migrated database. */
export const STATEMENTS: Statement[] = [];

/**
 * Declares a statement of the mirror's writer. `text` gets the placeholder of each parameter, so
 * that none is counted by hand. A test compares the declared parameters and columns with what the
 * database says of them.
 */
export function statement<
  const Parameters extends Types,
  const Columns extends Types = Record<never, never>,
>(
  name: string,
  declared: {
    parameters: Parameters;
    columns?: Columns;
    text: (parameter: Readonly<Record<keyof Parameters, string>>) => string;
  },
): Statement<Parameters, Columns> {
  const names = Object.keys(declared.parameters);
  const placeholders = Object.fromEntries(names.map((each, index) => [each, `$${index + 1}`]));
  const sqlText = declared.text(placeholders as Record<keyof Parameters, string>);
  const created: Statement<Parameters, Columns> = {
    name,
    text: sqlText,
    parameters: declared.parameters,
    columns: declared.columns ?? ({} as Columns),
    async run(on, values) {
      const encoded = names.map((each) => {
        const { encode } = declared.parameters[each] as SqlType<unknown>;
        const value: unknown = values[each];
        return encode ? encode(value) : value;
      });
      const result = await on.executeQuery(CompiledQuery.raw(sqlText, encoded));
      return {
        rows: result.rows as Array<Values<Columns>>,
        count: Number(result.numAffectedRows ?? 0),
      };
    },
  };
  STATEMENTS.push(created as unknown as Statement);
  return created;
}
