import { CompiledQuery } from "kysely";

import type { Db } from "../../db/kysely";
import { storableJson } from "../../text/storable";

/** A PostgreSQL type, by its name in `pg_type`, and the TypeScript type that pg maps it to. */
interface SqlType<Value> {
  readonly name: string;
  readonly isNullable: boolean;
  readonly encode?: (value: Value) => unknown;
  /** Wraps the placeholder in the text, if given. */
  readonly inText?: (placeholder: string, parameter: string) => string;
}

type Types = Readonly<Record<string, SqlType<never>>>;
type ValueOf<T> = T extends SqlType<infer Value> ? Value : never;
export type Values<T> = { [Name in keyof T]: ValueOf<T[Name]> };

type InJson<Value> = Value extends Date ? string : Value;
/** A row of `records`: times are ISO text. */
export type JsonRow<Columns> = { [Name in keyof Columns]: InJson<ValueOf<Columns[Name]>> };

const type = <Value>(name: string): SqlType<Value> => ({ name, isNullable: false });

export const text = type<string>("text");
export const textArray = type<string[]>("_text");
export const integer = type<number>("int4");
export const bigInteger = type<number>("int8");
export const boolean = type<boolean>("bool");
export const timestamp = type<Date>("timestamptz");
export const jsonb = <Value>(): SqlType<Value> => type("jsonb");
export const enumeration = <Value extends string>(name: string): SqlType<Value> => type(name);

export function nullable<Value>(base: SqlType<Value>): SqlType<Value | null> {
  return { ...(base as SqlType<Value | null>), isNullable: true };
}

/** Any number of rows in one parameter. In the text it is a table of the parameter's name. */
export function records<Columns extends Types>(
  columns: Columns,
): SqlType<ReadonlyArray<JsonRow<Columns>>> {
  const definitions = Object.entries(columns).map(([name, { name: of }]) => `${name} "${of}"`);
  return {
    ...type("jsonb"),
    encode: storableJson,
    inText: (placeholder, parameter) =>
      `jsonb_to_recordset(${placeholder}::jsonb) AS ${parameter}(${definitions.join(", ")})`,
  };
}

/** As a list for `SELECT` and `INSERT`. */
export function namesOf(columns: Types): string {
  return Object.keys(columns).join(", ");
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
export function statement<Parameters extends Types, Columns extends Types = Record<never, never>>(
  name: string,
  declared: {
    parameters: Parameters;
    columns?: Columns;
    text: (parameter: Readonly<Record<keyof Parameters, string>>) => string;
  },
): Statement<Parameters, Columns> {
  const parameters = Object.entries<SqlType<never>>(declared.parameters);
  const inText = parameters.map(([each, { inText: of }], index) => {
    const placeholder = `$${index + 1}`;
    return [each, of ? of(placeholder, each) : placeholder];
  });
  const sqlText = declared.text(Object.fromEntries(inText));
  const created: Statement<Parameters, Columns> = {
    name,
    text: sqlText,
    parameters: declared.parameters,
    columns: declared.columns ?? ({} as Columns),
    async run(on, values) {
      const encoded = parameters.map(([each, { encode }]) =>
        encode ? encode(values[each] as never) : values[each],
      );
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
