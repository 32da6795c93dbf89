import pg from "pg";
import type { TestProject } from "vitest/node";

import { migrate } from "../../lib/db/migrate/migrate";
import { startTemporaryDatabase } from "../../scripts/lib/temporary-database";

export const TEMPLATE = "template_migrated";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the maintenance database on this run's server. */
    databaseServer: string;
  }
}

/** One server for the whole run, with one migrated database that every test's own is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryDatabase();
  await makeTemplate(server.url("postgres"), server.url(TEMPLATE));
  project.provide("databaseServer", server.url("postgres"));
  return () => server.stop();
}

/** Makes the migrated database that others are copied from, and closes it to everybody else. */
export async function makeTemplate(maintenanceUrl: string, templateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrate({ databaseUrl: templateUrl });
  await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
  await client.end();
}
