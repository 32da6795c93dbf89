import { runScript } from "./lib/cli-error";
import { makeTemplate } from "./lib/postgres/template-database";
import { startTemporaryDatabase } from "./lib/postgres/temporary-database";
import { untilAskedToEnd } from "./lib/until-asked-to-end";

/**
 * `node scripts/run.mjs test-database`: a server whose migrated database each portal of a browser
 * run copies, until standard input ends. Prints its address in one line.
 */
runScript(async () => {
  const end = untilAskedToEnd();
  const server = await startTemporaryDatabase();
  try {
    await makeTemplate(server.url("postgres"));
    process.stdout.write(`${server.url("postgres")}\n`);
    await end;
  } finally {
    await server.stop();
  }
});
