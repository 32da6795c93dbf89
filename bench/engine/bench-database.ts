import { randomBytes } from "node:crypto";

import pg from "pg";
import { ulid } from "ulid";

import { sql } from "@/tests/helpers/sql";

import { seal } from "../../lib/crypto/seal";
import { migrate } from "../../lib/db/migrate/migrate";
import { createPool, pool } from "../../lib/db/pool";
import { env } from "../../lib/env";
import type { EmbeddedDatabase } from "../../scripts/lib/postgres/embedded-database";

export interface Owner {
  organizationId: string;
  userId: string;
}

/** Call it before anything in this process or its children reads it. */
export function setEnvironment(databaseUrl: string, more: Record<string, string> = {}): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    CREDENTIAL_KEYS: `bench:${randomBytes(32).toString("base64")}`,
    LOG_LEVEL: "error",
    ...more,
  });
}

/** On a connection of its own: the portal's pool ends statements that take long. */
async function runWithoutLimit(databaseUrl: string | undefined, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Updates every table's statistics and visibility map, as in a long-running database. */
export const vacuum = (): Promise<void> =>
  runWithoutLimit(process.env.DATABASE_URL, "VACUUM ANALYZE");

/** Migrated and empty. */
export async function makeDatabase(server: EmbeddedDatabase, name: string): Promise<string> {
  await runWithoutLimit(server.url("postgres"), `CREATE DATABASE ${name}`);
  await migrate({ databaseUrl: server.url(name) });
  return server.url(name);
}

/** Points `sql()` and the engine at this database. */
export async function useDatabase(url: string): Promise<void> {
  await closePool();
  process.env.DATABASE_URL = url;
  globalThis.ticketbridgePool = createPool(url);
}

export async function closePool(): Promise<void> {
  await globalThis.ticketbridgePool?.end();
  globalThis.ticketbridgePool = undefined;
}

export async function makeOwner(): Promise<Owner> {
  const [organizationId, userId] = [ulid(), ulid()];
  await sql("INSERT INTO organization (id, name) VALUES ($1, 'Bench')", [organizationId]);
  await sql(
    `INSERT INTO "user" (id, email, name, password_hash, time_zone, language) VALUES ($1, $2, 'Bench', '-', 'Europe/Stockholm', 'en-GB')`,
    [userId, `${userId.toLowerCase()}@example.com`],
  );
  await sql("INSERT INTO membership (user_id, organization_id, role) VALUES ($1, $2, 'manager')", [
    userId,
    organizationId,
  ]);
  return { organizationId, userId };
}

/** Does not check the credential. */
export async function makeBenchConnection(
  { organizationId, userId }: Owner,
  provider: string,
  credential: string,
): Promise<string> {
  const id = ulid();
  const sealed = seal(
    credential,
    { organizationId, rowId: id, provider, field: "credential" },
    env().CREDENTIAL_KEYS,
  );
  await sql(
    "INSERT INTO connection (id, organization_id, provider, label, " +
      "sealed_credential, created_by_id, next_at) VALUES ($1, $2, $3, 'Bench', $4, $5, " +
      "NULL)",
    [id, organizationId, provider, sealed, userId],
  );
  return id;
}

/** Of a ticket, and of the pages that a full sweep has seen. */
export const MIRROR_TABLES = [
  "ticket",
  "message",
  "attachment",
  "service",
  "ticket_service",
  "ticket_search",
  "event",
  "revision",
  "raw_content",
  "ticket_timeline",
  "turn_segment",
  "ticket_state",
  "answer",
  "day_sum",
  "swept_page",
] as const;

export async function rowCounts(
  on: Pick<pg.Pool, "query"> = pool(),
): Promise<Record<string, number>> {
  const { rows } = await on.query<{ name: string; rows: number }>(
    MIRROR_TABLES.map(
      (name) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`,
    ).join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}

export const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
