import { randomBytes } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";

import { migrate } from "@/lib/db/migrate/migrate";

import { TEMPLATE } from "./database-server";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

// A server that does not care for its disk copies files several times faster than it logs pages.
/** A new, migrated, empty database on the run's server, in some milliseconds. */
export async function createTestDatabase(
  server: string = inject("databaseServer"),
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await maintain(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => maintain(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Locales that a deployment may have; the test server has a third one. */
const LOCALES = {
  "libc C": "LOCALE_PROVIDER libc LOCALE 'C'",
  "ICU Swedish": "LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE' LOCALE 'C'",
} as const;

export type DatabaseLocale = keyof typeof LOCALES;

/** The same with a locale of its own, which no copy of another database can have. */
async function createDatabaseIn(locale: DatabaseLocale): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await maintain(
    server,
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' ${LOCALES[locale]}`,
  );
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate({ databaseUrl: url.href });
  return {
    url: url.href,
    drop: () => maintain(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/**
 * Gives the test file its own database and points `db()`, `pool()` and `sql()` at it. Call it
 * first in a file or describe block.
 */
export function useTestDatabase(locale?: DatabaseLocale): { readonly url: string } {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await (locale ? createDatabaseIn(locale) : createTestDatabase());
    process.env.DATABASE_URL = database.url;
  });
  afterAll(async () => {
    await globalThis.ticketbridgePrisma?.$disconnect();
    await globalThis.ticketbridgePool?.end();
    globalThis.ticketbridgePrisma = undefined;
    globalThis.ticketbridgePool = undefined;
    await database?.drop();
  });
  return {
    get url() {
      if (!database) throw new Error("The database exists only while tests and hooks run.");
      return database.url;
    },
  };
}

async function maintain(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
