import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

import { databaseTls } from "../../database-tls";

const BUILT_INDEX = /^(?:\s|--.*\n)*CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+"(\w+)"/i;

/** Drops the index of an interrupted migration, which the server may have completed since. */
export async function dropUnfinishedIndex(pool: pg.Pool, script: string): Promise<void> {
  const name = BUILT_INDEX.exec(script)?.[1];
  if (!name) return;
  const { rowCount } = await pool.query("SELECT WHERE to_regclass(quote_ident($1)) IS NOT NULL", [
    name,
  ]);
  if (rowCount) await runUnlimited(pool, `DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}

/** Lifts the time limits of the role or the database, unless a pooler would keep the setting. */
export async function runUnlimited(pool: pg.Pool, statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const isDirect = rows[0]?.pid === (client as unknown as { processID: number }).processID;
    if (isDirect) await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    await client.query(statement);
  } finally {
    client.release(true);
  }
}

/** Migrations that only build an index: they can be repeated after a failure. */
export function indexMigrations({ migrationDirectories }: MigrationList): string[] {
  return migrationDirectories
    .filter(
      ({ migrationFile: { content } }) => content.tag === "ok" && BUILT_INDEX.test(content.value),
    )
    .map(({ path }) => path);
}

/** Marks failed migrations as rolled back, as they would block all others. */
export async function clearFailedMigrations(
  databaseUrl: string,
  migrations?: readonly string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseTls(databaseUrl).url });
  await client.connect();
  try {
    const table = await client.query("SELECT WHERE to_regclass('_prisma_migrations') IS NOT NULL");
    if (table.rowCount === 0) return;
    await client.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now()
        WHERE finished_at IS NULL AND rolled_back_at IS NULL
          AND ($1::text[] IS NULL OR migration_name = ANY($1))`,
      [migrations ?? null],
    );
  } finally {
    await client.end();
  }
}
