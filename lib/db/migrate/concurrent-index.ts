import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

import { databaseTls } from "../../database-tls";

const BUILT_INDEX = /\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+"(\w+)"/i;

/** Drops the invalid index that an attempt left which was broken off. */
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
