import { readFile, writeFile } from "node:fs/promises";

import { migrate } from "../lib/db/migrate/migrate";
import { runScript } from "./lib/cli-error";
import { databaseTypes, TYPES_FILE } from "./lib/database-types";
import { startTemporaryDatabase } from "./lib/postgres/temporary-database";
import { ROOT } from "./lib/root";

/** `npm run db:types`: writes the types of the tables from the migrations. */
runScript(async () => {
  const server = await startTemporaryDatabase();
  try {
    const databaseUrl = server.url("postgres");
    await migrate({ databaseUrl, root: ROOT });
    const types = await databaseTypes(databaseUrl);
    const isCurrent = types === (await readFile(TYPES_FILE, "utf8").catch(() => ""));
    if (!isCurrent) await writeFile(TYPES_FILE, types);
    process.stdout.write(
      `lib/db/table-types.ts ${isCurrent ? "is up to date" : "has been written"}.\n`,
    );
    return 0;
  } finally {
    await server.stop();
  }
});
