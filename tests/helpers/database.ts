import { afterAll, beforeAll, inject } from "vitest";

import { migrate } from "@/lib/db/migrate/migrate";

import {
  copyTemplate,
  createDatabase,
  type TestDatabase,
} from "../../scripts/lib/postgres/template-copy";

/** A new, migrated, empty database on the run's server. */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject("databaseServer"));
}

/** Locales that a deployment may have; the test server has a third one. */
const LOCALES = {
  "libc C": "LOCALE_PROVIDER libc LOCALE 'C'",
  "ICU Swedish": "LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE' LOCALE 'C'",
} as const;

export type DatabaseLocale = keyof typeof LOCALES;

/** The same with a locale of its own, which no copy of another database can have. */
async function createDatabaseIn(locale: DatabaseLocale): Promise<TestDatabase> {
  const database = await createDatabase(
    inject("databaseServer"),
    `TEMPLATE template0 ENCODING 'UTF8' ${LOCALES[locale]}`,
  );
  await migrate({ databaseUrl: database.url });
  return database;
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
