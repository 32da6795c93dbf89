import pg from "pg";

import { hashPassword } from "../../../lib/auth/password";
import { sealCredential } from "../../../lib/connections/credential";
import { learnWords, reindexSearch, renewTimelines } from "../../../lib/jobs/renew-stored";
import { DEMO_PASSWORD } from "../../../prisma/people";
import { CliError, errorMessage } from "../../lib/cli-error";
import { withClient } from "./is-empty-database";
import { type ColumnType, recordedColumns } from "./recorded-tables";
import {
  RECORD_AGAIN,
  type RecordedTable,
  type Recording,
  rowsOfTable,
  type SandboxName,
} from "./recording";
import { renewDigests } from "./renew-digests";
import { shiftTables } from "./shift-tables";
import type { ShiftedTimes } from "./shift-times";
import type { TimeShift } from "./time-shift";

const ROWS_AT_ONCE = 500;
const RENEW_MS = 30_000;

export interface LoadOptions {
  databaseUrl: string;
  /** Connections of other providers are left out. */
  providers: readonly SandboxName[];
  shift: TimeShift;
  times: ShiftedTimes;
}

/** Fills an empty, migrated database in one transaction. The environment must have the keys. */
export async function loadTables(
  { tables, keys }: Recording,
  { databaseUrl, providers, shift, times }: LoadOptions,
): Promise<{ connections: number; tickets: number }> {
  const counts = await withClient(databaseUrl, async (client) => {
    const columns = await recordedColumns(client);
    const shifted = shiftTables(tables, columns, shift, times);
    renewDigests(tables, shifted);
    await client.query("BEGIN");
    for (const table of shifted)
      await insertRows(client, withColumnsOf(columns, table)).catch((error: unknown) => {
        const why = `does not fit the table ${table.name} (${errorMessage(error)})`;
        throw new CliError(`The demo's history ${why}. ${RECORD_AGAIN}.`, { cause: error });
      });
    await setPasswords(client);
    await sealKeys(client, keys);
    await client.query("DELETE FROM connection WHERE provider <> ALL($1)", [providers]);
    await client.query(
      `INSERT INTO ticket_search (ticket_id, organization_id, words, version)
       SELECT id, organization_id, ''::tsvector, 0 FROM ticket`,
    );
    await client.query(
      `INSERT INTO outdated_timeline (ticket_id, connection_id)
       SELECT id, connection_id FROM ticket ON CONFLICT DO NOTHING`,
    );
    await client.query(
      `INSERT INTO ticket_seen (ticket_id, user_id, seen_at, event_id)
       SELECT t.id, m.user_id, now(), coalesce((SELECT max(id) FROM event e WHERE e.ticket_id = t.id), 0)
       FROM ticket t JOIN membership m ON m.organization_id = t.organization_id
       WHERE t.activity_at < now() - interval '20 hours'`,
    );
    await restartNumbers(client);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    const { rows } = await client.query<{ connections: number; tickets: number }>(
      `SELECT (SELECT count(*)::int FROM connection) AS connections,
         (SELECT count(*)::int FROM ticket) AS tickets`,
    );
    return rows[0] ?? { connections: 0, tickets: 0 };
  });
  // The portal's own jobs do what is left after this time.
  await reindexSearch(Date.now() + RENEW_MS);
  await renewTimelines(Date.now() + RENEW_MS);
  await learnWords(Date.now() + RENEW_MS);
  return counts;
}

/** An older recording may have columns that are no more; new ones get their defaults. */
function withColumnsOf(columns: readonly ColumnType[], table: RecordedTable): RecordedTable {
  const names = new Set(columns.filter((one) => one.table === table.name).map(({ name }) => name));
  const kept = Object.entries(table.columns).filter(([name]) => names.has(name));
  return { name: table.name, columns: Object.fromEntries(kept) };
}

async function insertRows(client: pg.Client, table: RecordedTable): Promise<void> {
  const rows = rowsOfTable(table);
  const name = pg.escapeIdentifier(table.name);
  const columns = Object.keys(table.columns).map((column) => pg.escapeIdentifier(column));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await client.query(
      `INSERT INTO ${name} (${columns.join(", ")})
       SELECT ${columns.join(", ")} FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb)`,
      [JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))],
    );
}

async function setPasswords(client: pg.Client): Promise<void> {
  await client.query(`UPDATE "user" SET password_hash = $1`, [await hashPassword(DEMO_PASSWORD)]);
}

async function sealKeys(client: pg.Client, keys: Recording["keys"]): Promise<void> {
  const { rows } = await client.query<{ id: string; organizationId: string; provider: string }>(
    `SELECT id, organization_id AS "organizationId", provider FROM connection`,
  );
  for (const row of rows) {
    const key = keys[row.id];
    if (key !== undefined)
      await client.query("UPDATE connection SET sealed_credential = $2 WHERE id = $1", [
        row.id,
        sealCredential(row, key),
      ]);
  }
}

/** Lets each sequence go on after the highest number that was inserted. */
async function restartNumbers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string }>(
    `SELECT table_name AS "table", column_name AS name
     FROM information_schema.columns
     WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'`,
  );
  for (const { table, name } of rows) {
    const [from, column] = [pg.escapeIdentifier(table), pg.escapeIdentifier(name)];
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest((SELECT max(${column}) FROM ${from}), 1))`,
      [from, name],
    );
  }
}
