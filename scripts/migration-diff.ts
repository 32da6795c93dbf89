import { migrationDifference } from "../lib/db/migrate/migrate";
import { runScript } from "./lib/cli-error";
import { startTemporaryDatabase } from "./lib/postgres/temporary-database";
import { ROOT } from "./lib/root";

/** `npm run db:diff`: exits with 1 and prints SQL when the migrations do not lead to the schema. */
runScript(async () => {
  const server = await startTemporaryDatabase();
  try {
    const script = await migrationDifference({ databaseUrl: server.url("postgres"), root: ROOT });
    if (!script) {
      process.stdout.write("Schema and migrations agree.\n");
      return 0;
    }
    process.stdout.write(`${script}\n`);
    process.stderr.write(
      "Schema and migrations differ by the SQL above; npm run db:migration -- <name> writes it.\n",
    );
    return 1;
  } finally {
    await server.stop();
  }
});
