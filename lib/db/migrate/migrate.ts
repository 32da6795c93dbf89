import pg from "pg";

import { databaseTls } from "../../database-tls";
import { PRISMA_LOCK } from "./catalog-adapter";
import { NO_FILTERS, readMigrations, readSchema } from "./migration-files";
import { withSchemaEngine } from "./schema-engine";

const LOCK_WAIT_SECONDS = 120;

class MigrationError extends Error {
  override readonly name = "MigrationError";
}

export interface MigrateOptions {
  databaseUrl: string;
  root?: string;
}

/** Like `prisma migrate deploy`; waits two minutes for others. Throws MigrationError. */
export async function migrate({
  databaseUrl,
  root = process.cwd(),
}: MigrateOptions): Promise<string[]> {
  const [migrationsList, schema] = await Promise.all([readMigrations(root), readSchema(root)]);
  return withMigrationLock(databaseUrl, () =>
    withSchemaEngine({ connectionString: databaseTls(databaseUrl).url }, schema, async (engine) => {
      try {
        const applied = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
        return applied.appliedMigrationNames;
      } catch (error) {
        if (LOCK_TIMEOUT.test(String(error))) {
          await forgetAttempt(databaseUrl);
          throw new MigrationError(LOCKED, { cause: error });
        }
        throw new MigrationError(`The migrations could not be applied: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    }),
  );
}

const LOCK_TIMEOUT = /canceling statement due to lock timeout/;
const LOCKED =
  "The migrations could not be applied: other sessions held table locks for too long. " +
  "Nothing was changed. Run this again at a quieter time.";

/** The failed mark of a migration that never began would block all others. */
async function forgetAttempt(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseTls(databaseUrl).url });
  await client.connect();
  try {
    await client.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now()
       WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    );
  } finally {
    await client.end();
  }
}

/** Needs a shadow database on the server. */
export async function migrationDifference({
  databaseUrl,
  root = process.cwd(),
}: MigrateOptions): Promise<string> {
  const [migrations, schema] = await Promise.all([readMigrations(root), readSchema(root)]);
  const [path, content] = schema;
  const result = await withSchemaEngine(serverOf(databaseUrl), schema, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrations },
      to: { tag: "schemaDatamodel", files: [{ path, content }] },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    }),
  );
  return result.exitCode === 0 ? "" : (result.stdout ?? "").trim();
}

function serverOf(databaseUrl: string): pg.PoolConfig {
  const url = new URL(databaseUrl);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
}

/** Locks in a transaction, as a session lock would leak through poolers. */
async function withMigrationLock<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: databaseTls(databaseUrl).url });
  let broken: Error | undefined;
  holder.on("error", (error) => (broken = error));
  await holder.connect().catch((error: unknown) => {
    const { code, message } = error as { code?: string; message: string };
    throw new MigrationError(`The database cannot be reached: ${message || code}.`, {
      cause: error,
    });
  });
  try {
    await holder.query("BEGIN");
    await holder.query(`SET LOCAL lock_timeout = '${LOCK_WAIT_SECONDS}s'`);
    await holder.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    await holder
      .query("SELECT pg_advisory_xact_lock($1)", [PRISMA_LOCK])
      .catch((error: unknown) => {
        throw new MigrationError(
          `Another migration of this database did not end within ${LOCK_WAIT_SECONDS} seconds.`,
          { cause: error },
        );
      });
    return await work();
  } finally {
    if (!broken) await holder.query("ROLLBACK").catch(() => undefined);
    await holder.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const reason = text.split(/\n\s+0: /)[0] ?? text;
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const sentence = reason.trim().split("\n").filter(Boolean).join(" ");
  return migration ? `${migration}: ${sentence}` : sentence;
}
