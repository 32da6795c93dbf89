import { runScript } from "./lib/cli-error";
import { ensureBuild } from "./lib/ensure-build";
import { makeTemplate } from "./lib/postgres/template-database";
import { startTemporaryDatabase } from "./lib/postgres/temporary-database";
import { TEST_SECRETS } from "./lib/test-secrets";
import { untilAskedToEnd } from "./lib/until-asked-to-end";

/**
 * `node scripts/run.mjs test-database`: prepares what the portals of a browser run share and
 * keeps it until standard input ends: the build, and a server with a migrated database and the
 * demo's people, which each portal copies. Prints the server's address on one line.
 */
runScript(async () => {
  const end = untilAskedToEnd();
  await ensureBuild();
  const server = await startTemporaryDatabase();
  try {
    await makeTemplate(server.url("postgres"), addPeople);
    process.stdout.write(`${server.url("postgres")}\n`);
    await end;
  } finally {
    await server.stop();
  }
});

/** Imported late, because its modules read the environment once. */
async function addPeople(databaseUrl: string): Promise<void> {
  Object.assign(process.env, TEST_SECRETS, { DATABASE_URL: databaseUrl });
  const { seedPeople } = await import("../prisma/seed");
  await seedPeople();
  await globalThis.ticketbridgePrisma?.$disconnect();
  await globalThis.ticketbridgePool?.end();
}
