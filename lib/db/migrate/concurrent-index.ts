import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

import { databaseTls } from "../../database-tls";

const BUILT_INDEX = /\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+"(\w+)"/i;

/** Drops the invalid index that an interrupted migration left behind. */
export async function dropUnfinishedIndex(pool: pg.Pool, script: string): Promise<void> {
  const name = BUILT_INDEX.exec(script)?.[1];
  if (!name) return;
  const { rowCount } = await pool.query(
    `SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relname = $1 AND NOT i.indisvalid AND pg_table_is_visible(c.oid)`,
    [name],
  );
  if (rowCount) await pool.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
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
