import type pg from "pg";

import { sql } from "@/tests/helpers/sql";

interface Column {
  name: string;
  type: string;
}

/** Rows of one table as arrays of texts, for `unnest`. */
interface Batch {
  statement: string;
  columns: Array<Array<string | null>>;
}

/** Generated numbers are left to the database. */
const TABLES: ReadonlyArray<{ name: string; key: string; where: string; without?: string[] }> = [
  { name: "ticket", key: "connection_id, external_id", where: "x.id = ANY($1)" },
  { name: "message", key: "ticket_id, external_id", where: "x.ticket_id = ANY($1)" },
  { name: "attachment", key: "ticket_id, external_id", where: "x.ticket_id = ANY($1)" },
  {
    name: "service",
    key: "connection_id, kind, external_id",
    where: "x.id IN (SELECT service_id FROM ticket_service WHERE ticket_id = ANY($1))",
  },
  { name: "ticket_service", key: "ticket_id, position", where: "x.ticket_id = ANY($1)" },
  { name: "event", key: "", where: "x.ticket_id = ANY($1)", without: ["id"] },
  { name: "raw_content", key: "ticket_id, content_hash", where: "x.ticket_id = ANY($1)" },
  { name: "revision", key: "", where: "x.ticket_id = ANY($1)", without: ["id"] },
  { name: "ticket_timeline", key: "ticket_id", where: "x.ticket_id = ANY($1)" },
  { name: "turn_segment", key: "ticket_id, position", where: "x.ticket_id = ANY($1)" },
  { name: "ticket_state", key: "ticket_id, position", where: "x.ticket_id = ANY($1)" },
  { name: "answer", key: "ticket_id, position", where: "x.ticket_id = ANY($1)" },
  {
    name: "day_sum",
    key: "connection_id, day, category_id, service_id",
    where: `(x.day, x.category_id, x.service_id) IN (
      SELECT day::date, coalesce(l.category_id, ''), service
      FROM ticket_timeline l, jsonb_object_keys(l.sums) day, unnest(array_append(l.service_ids, '')) service
      WHERE l.ticket_id = ANY($1))`,
  },
];

const SEARCH_TEXT = `concat_ws(E'\\n', t.number, t.subject, t.body, t.requester_name, (SELECT string_agg(name, E'\\n') FROM ticket_service WHERE ticket_id = t.id),
  (SELECT string_agg(body, E'\\n') FROM message WHERE ticket_id = t.id))`;

const knownColumns = new Map<string, Column[]>();

async function columnsOf(table: string, without: string[]): Promise<Column[]> {
  const known = knownColumns.get(table);
  if (known) return known;
  const rows = await sql<Column>(
    "SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM " +
      "pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped " +
      "ORDER BY attnum",
    [table],
  );
  const columns = rows.filter(({ name }) => !without.includes(name));
  knownColumns.set(table, columns);
  return columns;
}

/** One array a column; writes nothing where nothing differs. */
function upsert(
  table: string,
  columns: Column[],
  key: string,
  texts: Record<string, string> = {},
): string {
  const names = columns.map(({ name }) => `"${name}"`);
  const values = columns.map(({ name, type }, index) => texts[name] ?? `c${index}::${type}`);
  const rest = names.filter((name) => !key.split(", ").includes(name.replaceAll('"', "")));
  const onConflict =
    key === ""
      ? ""
      : ` ON CONFLICT (${key}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(", ")}
    WHERE (${rest.map((name) => `${table}.${name}`).join(", ")}) IS DISTINCT FROM (${rest.map((name) => `excluded.${name}`).join(", ")})`;
  return `INSERT INTO ${table} (${names.join(", ")}) SELECT ${values.join(", ")} FROM unnest(${columns.map((_column, index) => `$${index + 1}::text[]`).join(", ")}) AS r(${columns.map((_column, index) => `c${index}`).join(", ")})${onConflict}`;
}

async function batchOf(
  statement: string,
  select: string,
  columns: Column[],
  ids: string[],
): Promise<Batch | null> {
  const rows = await sql<Record<string, string | null>>(select, [ids]);
  if (rows.length === 0) return null;
  return { statement, columns: columns.map(({ name }) => rows.map((row) => row[name] ?? null)) };
}

/** For the driver to write. */
export async function collectPage(ids: string[]): Promise<Batch[]> {
  const batches: Array<Batch | null> = [];
  for (const { name, key, where, without = [] } of TABLES) {
    const columns = await columnsOf(name, without);
    batches.push(
      await batchOf(
        upsert(name, columns, key),
        `SELECT ${columns.map((column) => `x."${column.name}"::text AS "${column.name}"`).join(", ")} FROM ${name} x WHERE ${where}`,
        columns,
        ids,
      ),
    );
  }
  // Search words as PostgreSQL makes them by itself.
  const search = await columnsOf("ticket_search", ["version", "indexed_at"]);
  const wordsAt = search.findIndex(({ name }) => name === "words");
  batches.push(
    await batchOf(
      upsert("ticket_search", search, "ticket_id", { words: `to_tsvector('simple', c${wordsAt})` }),
      `SELECT t.id AS ticket_id, t.organization_id, ${SEARCH_TEXT} AS words FROM ticket t WHERE t.id = ANY($1)`,
      search,
      ids,
    ),
  );
  return batches.filter((batch) => batch !== null);
}

/** One transaction, one statement a table. */
export async function writePage(to: pg.Pool, page: Batch[]): Promise<void> {
  const client = await to.connect();
  try {
    await client.query("BEGIN");
    for (const { statement, columns } of page) await client.query(statement, columns);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
