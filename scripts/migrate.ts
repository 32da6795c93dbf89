import { migrate } from "../lib/db/migrate/migrate";
import { runScript } from "./lib/cli-error";
import { openDatabase } from "./lib/postgres/local-database";
import { ROOT } from "./lib/root";

/** `npm run db:migrate`: applies missing migrations. */
runScript(async () => {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const database = await openDatabase(say);
  try {
    const applied = await migrate({ databaseUrl: database.url, root: ROOT });
    for (const name of applied) say(`Applied ${name}.`);
    say(
      applied.length === 0
        ? "The database is up to date."
        : `${applied.length} applied; the database is up to date.`,
    );
  } finally {
    await database.close();
  }
});
