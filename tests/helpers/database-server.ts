import type { TestProject } from "vitest/node";

import { makeTemplate } from "../../scripts/lib/postgres/template-database";
import { startTemporaryDatabase } from "../../scripts/lib/postgres/temporary-database";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the maintenance database on this run's server. */
    databaseServer: string;
  }
}

/** One server for the whole run, with one migrated database that every test's own is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryDatabase();
  await makeTemplate(server.url("postgres"));
  project.provide("databaseServer", server.url("postgres"));
  return () => server.stop();
}
