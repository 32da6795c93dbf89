import { sql, transaction } from "../../lib/db/sql";
import * as statements from "../../lib/mirror/statements";
import { storableJson } from "../../lib/mirror/storable";
import { writeSnapshots } from "../../lib/mirror/write-snapshots";
import type { MirrorTarget } from "../../lib/mirror/rows";
import { syntheticTicket } from "./synthetic";

const PAGE = 100;

/** What the mirror wrote for one page, as plain rows by table: exactly what the bare driver is given to write. */
interface PageRows {
  connectionId: string;
  tables: Array<{ statement: string; json: string; count: number; withConnection: boolean }>;
}

const TABLES: Array<{ name: string; statement: string; key: string; columns?: string; withConnection?: boolean }> = [
  { name: "ticket", statement: statements.UPSERT_TICKETS, key: "id" },
  { name: "message", statement: statements.UPSERT_MESSAGES, key: "ticket_id" },
  { name: "ticket_service", statement: statements.INSERT_TICKET_SERVICES, key: "ticket_id", columns: "x.*, (SELECT s.external_id FROM service s WHERE s.id = x.service_id)", withConnection: true },
  { name: "event", statement: statements.INSERT_EVENTS, key: "ticket_id" },
  { name: "revision", statement: statements.INSERT_REVISIONS, key: "ticket_id" },
];

export interface Speed {
  rows: number;
  milliseconds: number;
}

/** Writes tickets through the mirror, page by page, as a first import does. */
export async function importThroughMirror(target: MirrorTarget, from: number, count: number, newest: Date): Promise<Speed> {
  const pages = Array.from({ length: count / PAGE }, (_unused, page) => Array.from({ length: PAGE }, (_none, index) => syntheticTicket(from + page * PAGE + index, newest)));
  const before = await countRows(target.connectionId);
  const started = performance.now();
  for (const page of pages) await writeSnapshots(target, page.map((snapshot) => ({ snapshot })), { runId: null });
  const milliseconds = performance.now() - started;
  return { rows: (await countRows(target.connectionId)) - before, milliseconds };
}

/** Collects what the mirror wrote for these tickets, deletes it, and writes it again with nothing but the driver: one statement a table and page. */
export async function importThroughDriver(target: MirrorTarget, from: number, count: number, newest: Date): Promise<Speed> {
  const pages: PageRows[] = [];
  for (let first = from; first < from + count; first += PAGE) pages.push(await collect(target, first, newest));
  const before = await countRows(target.connectionId);
  await sql("DELETE FROM ticket_search s USING ticket t WHERE t.id = s.ticket_id AND t.connection_id = $1 AND t.external_id = ANY($2)", [target.connectionId, externalIds(from, count)]);
  await sql("DELETE FROM ticket WHERE connection_id = $1 AND external_id = ANY($2)", [target.connectionId, externalIds(from, count)]);
  const left = await countRows(target.connectionId);
  const started = performance.now();
  for (const page of pages) {
    await transaction(async (client) => {
      for (const table of page.tables) await client.query(table.statement, table.withConnection ? [page.connectionId, table.json] : [table.json]);
    });
  }
  const milliseconds = performance.now() - started;
  const written = (await countRows(target.connectionId)) - left;
  if (written !== before - left) throw new Error(`The driver wrote ${written} rows where the mirror wrote ${before - left}.`);
  return { rows: written, milliseconds };
}

function externalIds(from: number, count: number): string[] {
  return Array.from({ length: count }, (_unused, index) => `tkt_${from + index}`);
}

async function collect(target: MirrorTarget, first: number, newest: Date): Promise<PageRows> {
  const ids = (await sql<{ id: string }>("SELECT id FROM ticket WHERE connection_id = $1 AND external_id = ANY($2)", [target.connectionId, externalIds(first, PAGE)])).map((row) => row.id);
  const tables = await Promise.all(TABLES.map(async ({ name, statement, key, columns = "x.*", withConnection = false }) => {
    const rows = await sql(`SELECT ${columns} FROM ${name} x WHERE x.${key} = ANY($1)`, [ids]);
    return { statement, json: storableJson(rows), count: rows.length, withConnection };
  }));
  const tickets = await sql<{ id: string; external_id: string; organization_id: string }>("SELECT id, external_id, organization_id FROM ticket WHERE id = ANY($1)", [ids]);
  const search = tickets.map((ticket) => {
    const snapshot = syntheticTicket(Number(ticket.external_id.slice("tkt_".length)), newest);
    const words = [snapshot.number, snapshot.subject, snapshot.body, snapshot.requesterName, snapshot.services[0]?.name, ...(snapshot.messages ?? []).map((message) => message.body)].join("\n");
    return { ticket_id: ticket.id, organization_id: ticket.organization_id, words };
  });
  tables.push({ statement: statements.UPSERT_SEARCH, json: storableJson(search), count: search.length, withConnection: false });
  return { connectionId: target.connectionId, tables };
}

async function countRows(connectionId: string): Promise<number> {
  const [row] = await sql<{ rows: number }>(
    `SELECT ((SELECT count(*) FROM ticket WHERE connection_id = $1) + (SELECT count(*) FROM ticket_search s JOIN ticket t ON t.id = s.ticket_id WHERE t.connection_id = $1)
      + ${["message", "ticket_service", "event", "revision"].map((table) => `(SELECT count(*) FROM ${table} x JOIN ticket t ON t.id = x.ticket_id WHERE t.connection_id = $1)`).join(" + ")})::int AS rows`,
    [connectionId],
  );
  return row?.rows ?? 0;
}
