import { randomBytes } from "node:crypto";

import pg from "pg";

import { migrate } from "../../../lib/db/migrate/migrate";

const TEMPLATE = "template_migrated";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * Makes the migrated database that tests copy, and closes it to other connections. `fill` adds
 * rows that every copy gets; it must close its connections.
 */
export async function makeTemplate(
  server: string,
  fill?: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  await maintain(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate({ databaseUrl: databaseOn(server, TEMPLATE) });
  await fill?.(databaseOn(server, TEMPLATE));
  await maintain(server, `ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
}

/** Copies the template in a few milliseconds. `server` is the URL of a maintenance database. */
export async function copyTemplate(server: string): Promise<TestDatabase> {
  // Copying files is several times faster where the server does not wait for its disk.
  return createDatabase(server, `TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
}

export async function createDatabase(server: string, options: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await maintain(server, `CREATE DATABASE ${name} ${options}`);
  return {
    url: databaseOn(server, name),
    drop: () => maintain(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function databaseOn(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function maintain(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
