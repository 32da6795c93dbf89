import { writeFile } from "node:fs/promises";

import { migrate } from "../lib/db/migrate/migrate";
import { runScript } from "./lib/cli-error";
import { databaseTypes, TYPES_FILE } from "./lib/database-types";
import { ROOT } from "./lib/root";
import { startTemporaryDatabase } from "./lib/temporary-database";

/** `npm run db:types`: writes the types of the tables from the migrations. */
runScript(async () => {
  const server = await startTemporaryDatabase();
  try {
    const databaseUrl = server.url("postgres");
    await migrate({ databaseUrl, root: ROOT });
    await writeFile(TYPES_FILE, await databaseTypes(databaseUrl));
    return 0;
  } finally {
    await server.stop();
  }
});
