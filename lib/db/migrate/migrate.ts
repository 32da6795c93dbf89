import type pg from "pg";

import { databaseTls } from "../../database-tls";
import { clearFailedMigrations, indexMigrations } from "./concurrent-index";
import { MigrationError } from "./migration-error";
import { NO_FILTERS, readMigrations, readSchema } from "./migration-files";
import { withMigrationLock } from "./migration-lock";
import { withSchemaEngine } from "./schema-engine";

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
  return withMigrationLock(databaseUrl, async () => {
    await clearFailedMigrations(databaseUrl, indexMigrations(migrationsList));
    const connection = { connectionString: databaseTls(databaseUrl).url };
    return withSchemaEngine(connection, schema, async (engine) => {
      try {
        const applied = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
        return applied.appliedMigrationNames;
      } catch (error) {
        if (LOCK_TIMEOUT.test(String(error))) {
          await clearFailedMigrations(databaseUrl);
          throw new MigrationError(LOCKED, { cause: error });
        }
        throw new MigrationError(`The migrations could not be applied: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    });
  });
}

const LOCK_TIMEOUT = /canceling statement due to lock timeout/;
const LOCKED =
  "The migrations could not be applied: other sessions held table locks for too long. " +
  "Nothing was changed. Run this again at a quieter time.";

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

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const reason = text.split(/\n\s+0: /)[0] ?? text;
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const sentence = reason.trim().split("\n").filter(Boolean).join(" ");
  return migration ? `${migration}: ${sentence}` : sentence;
}
