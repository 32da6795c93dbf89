import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { migrationDifference } from "../lib/db/migrate/migrate";
import { MIGRATIONS_PATH } from "../lib/db/migrate/migration-files";
import { CliError, runScript } from "./lib/cli-error";
import { startTemporaryDatabase } from "./lib/postgres/temporary-database";
import { ROOT } from "./lib/root";

/** `npm run db:migration -- name`: writes a migration to the current schema. */
runScript(async () => {
  const name = process.argv[3] ?? "";
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
    throw new CliError(
      "Give the migration a name of lower-case letters, digits and underscores: npm run db:migration -- add_notes",
    );
  }
  const server = await startTemporaryDatabase();
  try {
    const script = await migrationDifference({ databaseUrl: server.url("postgres"), root: ROOT });
    if (!script)
      throw new CliError("The migrations already lead to the schema; there is nothing to write.");
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = path.join(ROOT, MIGRATIONS_PATH, `${stamp}_${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "migration.sql"), `${script}\n`);
    process.stdout.write(
      `Written: ${path.relative(ROOT, folder)}/migration.sql. Read it before you apply it.\n`,
    );
  } finally {
    await server.stop();
  }
});
