import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

import { databaseTls } from "../../database-tls";

const BUILT_INDEX = /^(?:\s|--.*\n)*CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+"(\w+)"/i;

/** Drops what an attempt left that was broken off: the server may have completed it since. */
export async function dropUnfinishedIndex(pool: pg.Pool, script: string): Promise<void> {
  const name = BUILT_INDEX.exec(script)?.[1];
  if (!name) return;
  const { rowCount } = await pool.query("SELECT WHERE to_regclass(quote_ident($1)) IS NOT NULL", [
    name,
  ]);
  if (rowCount) await runUnlimited(pool, `DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}

/** Without the limits that the role or the database may have, unless a pooler would keep that. */
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

/** Building an index is the only statement of its migration, and can be repeated after a failure. */
export function indexMigrations({ migrationDirectories }: MigrationList): string[] {
  return migrationDirectories
    .filter(
      ({ migrationFile: { content } }) => content.tag === "ok" && BUILT_INDEX.test(content.value),
    )
    .map(({ path }) => path);
}

/** The mark of a migration that failed would block all others. */
export async function forgetAttempts(
  databaseUrl: string,
  migrations?: readonly string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseTls(databaseUrl).url });
  await client.connect();
  try {
    const books = await client.query("SELECT WHERE to_regclass('_prisma_migrations') IS NOT NULL");
    if (books.rowCount === 0) return;
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
