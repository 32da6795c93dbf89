import { createHash } from "node:crypto";

import type pg from "pg";

/** Of this machine or this minute, kept by triggers, or computed when the recording is loaded. */
const LEFT_OUT = [
  "_prisma_migrations",
  "account_token",
  "answer",
  "authenticator",
  "case_file",
  "day_root",
  "day_sum",
  "device",
  "file_piece",
  "filing_template",
  "identity",
  "internal_note",
  "internal_note_mention",
  "mail",
  "maintenance",
  "notice",
  "notice_delivery",
  "notification",
  "notification_setting",
  "organization_follow",
  "outdated_timeline",
  "passkey",
  "passkey_challenge",
  "past_words",
  "person_usage",
  "portal_key",
  "private_submission",
  "push_subscription",
  "rate_limit",
  "received_piece",
  "recovery_code",
  "review_case",
  "review_case_ticket",
  "saved_view",
  "seen_as",
  "search_list",
  "search_word",
  "session",
  "ticket_follow",
  "ticket_search",
  "ticket_seen",
  "ticket_setting",
  "ticket_state",
  "ticket_timeline",
  "ticket_version",
  "turn_segment",
  "webhook",
  "webhook_delivery",
];

/** Empty in a recording, and filled with the keys of the machine that loads it. */
const SECRET: Readonly<Record<string, Readonly<Record<string, null | "">>>> = {
  user: { password_hash: "" },
  connection: { sealed_credential: null, sealed_access_token: null },
};

export interface ColumnType {
  table: string;
  name: string;
  /** PostgreSQL's name, such as `timestamptz`. */
  type: string;
}

/** The columns of all recorded tables, by table and name. */
export async function recordedColumns(client: pg.ClientBase): Promise<ColumnType[]> {
  const { rows } = await client.query<ColumnType>(
    `SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type
     FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND c.is_generated = 'NEVER' AND c.table_name <> ALL($1)
     ORDER BY c.table_name COLLATE "C", c.column_name COLLATE "C"`,
    [LEFT_OUT],
  );
  return rows;
}

export function schemaDigest(columns: readonly ColumnType[]): string {
  const lines = columns.map(({ table, name, type }) => `${table}.${name} ${type}`);
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}

/** Tables in an order in which each comes after those that it refers to. */
export async function inOrderOfReference(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ table: string; refers: string }>(
    `SELECT c.conrelid::regclass::text AS "table", c.confrelid::regclass::text AS refers
     FROM pg_constraint c
     JOIN pg_namespace n ON n.oid = c.connamespace
     WHERE c.contype = 'f' AND n.nspname = 'public' AND c.conrelid <> c.confrelid`,
  );
  const plain = (name: string) => name.replaceAll('"', "");
  const ordered: string[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const free = rest.filter(
      (table) =>
        !rows.some(
          (row) =>
            plain(row.table) === table &&
            !ordered.includes(plain(row.refers)) &&
            tables.includes(plain(row.refers)),
        ),
    );
    if (free.length === 0) throw new Error(`These tables refer to each other: ${rest.join(", ")}.`);
    ordered.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

export const secretValue = (table: string, column: string): null | "" | undefined =>
  SECRET[table]?.[column];
