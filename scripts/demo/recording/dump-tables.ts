import pg from "pg";

import { inOrderOfReference, recordedColumns, schemaDigest, secretValue } from "./recorded-tables";
import type { RecordedTable, Recording } from "./recording";

/** Reads all recorded tables, sorted so that two recordings can be compared. */
export async function dumpTables(
  databaseUrl: string,
): Promise<{ tables: Recording["tables"]; schema: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SET TimeZone = 'UTC'");
    const columns = await recordedColumns(client);
    const names = [...new Set(columns.map(({ table }) => table))];
    const tables: RecordedTable[] = [];
    for (const name of await inOrderOfReference(client, names)) {
      const own = columns.filter(({ table }) => table === name);
      tables.push(
        await dumpTable(
          client,
          name,
          own.map((column) => column.name),
        ),
      );
    }
    return { tables, schema: schemaDigest(columns) };
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  name: string,
  columns: string[],
): Promise<RecordedTable> {
  const key = await client.query<{ name: string }>(
    `SELECT a.attname AS name
     FROM pg_index i
     CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
     WHERE i.indrelid = $1::regclass AND i.indisprimary
     ORDER BY k.place`,
    [pg.escapeIdentifier(name)],
  );
  const order = key.rows.map((column) => `t.${pg.escapeIdentifier(column.name)}`).join(", ");
  const { rows } = await client.query<{ row: Record<string, never> }>(
    `SELECT to_jsonb(t) AS "row" FROM ${pg.escapeIdentifier(name)} t ORDER BY ${order}`,
  );
  return {
    name,
    columns: Object.fromEntries(
      columns.map((column) => {
        const secret = secretValue(name, column);
        return [
          column,
          rows.map(({ row }) => (secret === undefined ? (row[column] ?? null) : secret)),
        ];
      }),
    ),
  };
}
