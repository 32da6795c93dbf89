import { readdirSync } from "node:fs";
import path from "node:path";

import pg from "pg";

import { type Statement, STATEMENTS } from "@/lib/mirror/write/declare-statement";
import { ROOT } from "@/scripts/lib/root";

import { describeStatement, type StatementDescription } from "../postgres/describe-statement";

export const WRITER_FOLDER = "lib/mirror/write";

/** All statements of the mirror's writer: imports each of its modules. */
export async function writerStatements(): Promise<readonly Statement[]> {
  const folder = path.join(ROOT, WRITER_FOLDER);
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  await Promise.all(modules.map((file) => import(/* @vite-ignore */ path.join(folder, file))));
  return STATEMENTS;
}

/**
 * Has the database prepare each statement and compares what it says with the declaration. Returns
 * the problems by the statement's name; a statement without any is left out.
 */
export async function checkStatements(
  databaseUrl: string,
  statements: readonly Statement[],
): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const problems: Record<string, string[]> = {};
    for (const statement of statements) {
      const found = await problemsOf(client, statement);
      if (found.length > 0) problems[statement.name] = found;
    }
    return problems;
  } finally {
    await client.end();
  }
}

async function problemsOf(client: pg.Client, statement: Statement): Promise<string[]> {
  let described: StatementDescription;
  try {
    described = await describeStatement(client, statement.text);
  } catch (error) {
    return [(error as Error).message];
  }
  const { columns } = described;
  const typeNames = await typeNamesOf(client, [
    ...described.parameters,
    ...columns.map((column) => column.dataTypeID),
  ]);
  const notNull = await nullabilityOf(client, columns);
  const parameters = described.parameters.map((id) => typeNames.get(id) ?? String(id));
  const declared = Object.entries(statement.columns);
  return [
    ...difference(
      "parameters",
      Object.values(statement.parameters).map(({ name }) => name),
      parameters,
    ),
    ...difference(
      "columns",
      declared.map(([name, type]) => `${name} ${type.name}`),
      columns.map(({ name, dataTypeID }) => `${name} ${typeNames.get(dataTypeID)}`),
    ),
    ...columns.flatMap(({ name, tableID, columnID }) => {
      const isNotNull = notNull.get(`${tableID}.${columnID}`);
      const type = statement.columns[name];
      if (isNotNull === undefined || !type || type.isNullable === !isNotNull) return [];
      return [`${name} is declared ${type.isNullable ? "nullable" : "not null"}`];
    }),
  ];
}

function difference(what: string, declared: string[], actual: string[]): string[] {
  const [one, other] = [declared.join(", "), actual.join(", ")];
  return one === other ? [] : [`${what} are declared (${one}), but are (${other})`];
}

async function typeNamesOf(client: pg.Client, ids: number[]): Promise<Map<number, string>> {
  const { rows } = await client.query<{ oid: number; typname: string }>(
    "SELECT oid, typname FROM pg_type WHERE oid = ANY($1)",
    [ids],
  );
  return new Map(rows.map(({ oid, typname }) => [oid, typname]));
}

/** Whether a table's column is NOT NULL, by table and column. An expression has no entry. */
async function nullabilityOf(
  client: pg.Client,
  columns: StatementDescription["columns"],
): Promise<Map<string, boolean>> {
  const { rows } = await client.query<{ id: string; attnotnull: boolean }>(
    `SELECT attrelid::oid || '.' || attnum AS id, attnotnull
     FROM pg_attribute
     WHERE attnum > 0 AND attrelid = ANY($1)`,
    [columns.map(({ tableID }) => tableID)],
  );
  return new Map(rows.map(({ id, attnotnull }) => [id, attnotnull]));
}
