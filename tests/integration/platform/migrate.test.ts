import { rm } from "node:fs/promises";

import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { migrate, migrationDifference } from "@/lib/db/migrate/migrate";
import { createTestDatabase } from "@/tests/helpers/database";
import { checkoutWith, checkoutWithMigration } from "@/tests/helpers/postgres/changed-checkout";

import { createDatabase, type TestDatabase } from "../../../scripts/lib/postgres/template-copy";

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("migrate on an empty database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(inject("databaseServer"), "");
  });
  afterAll(() => database.drop());

  it("applies every migration, by one of several migrators at once, and nothing later", async () => {
    const { url: databaseUrl } = database;
    const runs = await Promise.all(Array.from({ length: 3 }, () => migrate({ databaseUrl })));
    const [first = [], ...others] = runs.filter((applied) => applied.length > 0);
    expect(others).toEqual([]);
    expect(first[0]).toMatch(/^\d{14}_init$/);
    expect(await migrate({ databaseUrl })).toEqual([]);
    const books = await query<{ migration_name: string; finished: boolean }>(
      databaseUrl,
      "SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at",
    );
    expect(books).toEqual(first.map((migration_name) => ({ migration_name, finished: true })));
  });

  it("leaves no lock behind", async () => {
    const locks = await query(
      database.url,
      // Other tests' databases on the same server hold locks of their own.
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    expect(locks).toEqual([]);
  });

  it("indexes the words of tickets, with a sample large enough for rare ones", async () => {
    const indexes = await query<{ indexdef: string }>(
      database.url,
      "SELECT indexdef FROM pg_indexes WHERE tablename = 'ticket_search'",
    );
    expect(indexes.map((index) => index.indexdef).join()).toContain("USING gin (words)");
    const [sample] = await query<{ attstattarget: number }>(
      database.url,
      "SELECT attstattarget FROM pg_attribute WHERE attrelid = 'ticket_search'::regclass AND attname = 'words'",
    );
    expect(sample?.attstattarget).toBe(5000);
  });
});

describe("migrate on a database of the version before", () => {
  let database: TestDatabase;
  let databaseUrl: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    databaseUrl = database.url;
  });
  afterEach(() => database.drop());

  it(
    "gives a lock up soon, says so, leaves nothing behind, and succeeds when the lock is gone",
    { timeout: 90_000 },
    async () => {
      const root = await checkoutWithMigration(
        "29991231000000_added",
        'ALTER TABLE "ticket" ADD COLUMN "extra" TEXT;',
      );
      const holder = new pg.Client({ connectionString: databaseUrl });
      await holder.connect();
      await holder.query('BEGIN; LOCK TABLE "ticket" IN ACCESS SHARE MODE');
      await expect(migrate({ databaseUrl, root })).rejects.toThrow(
        /held table locks for too long\. Nothing was changed/,
      );
      await holder.end();
      expect(await migrate({ databaseUrl, root })).toEqual(["29991231000000_added"]);
      await rm(root, { recursive: true });
    },
  );

  it("builds an index without a blocking lock, while other migrations wait", async () => {
    const root = await checkoutWithIndex();
    const runs = await Promise.all(Array.from({ length: 3 }, () => migrate({ databaseUrl, root })));
    expect(runs.flat()).toEqual([INDEX_MIGRATION]);
    expect(await addedIndexes(databaseUrl)).toEqual([{ isValid: true }]);
    await rm(root, { recursive: true });
  });

  it("rebuilds an index whose build was interrupted", async () => {
    const root = await checkoutWithIndex();
    const reader = new pg.Client({ connectionString: databaseUrl });
    await reader.connect();
    await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
    const attempt = expect(migrate({ databaseUrl, root })).rejects.toThrow(INDEX_MIGRATION);
    await expect
      .poll(
        () =>
          query(
            databaseUrl,
            `SELECT pg_cancel_backend(pid) AS done FROM pg_stat_activity
              WHERE query LIKE 'CREATE INDEX CONCURRENTLY "added%' AND wait_event_type = 'Lock'`,
          ),
        { timeout: 10_000 },
      )
      .toEqual([{ done: true }]);
    await attempt;
    await reader.end();
    expect(await addedIndexes(databaseUrl)).toEqual([{ isValid: false }]);
    expect(await migrate({ databaseUrl, root })).toEqual([INDEX_MIGRATION]);
    expect(await addedIndexes(databaseUrl)).toEqual([{ isValid: true }]);
    await rm(root, { recursive: true });
  });

  it("rebuilds an index that the server has completed since, whatever the time limits", async () => {
    const root = await checkoutWithIndex();
    const name = new URL(databaseUrl).pathname.slice(1);
    await query(databaseUrl, 'CREATE INDEX "added_index" ON "ticket"("number")');
    await query(databaseUrl, `ALTER DATABASE ${name} SET statement_timeout = '1s'`);
    await query(databaseUrl, `ALTER DATABASE ${name} SET lock_timeout = '1s'`);
    const writer = new pg.Client({ connectionString: databaseUrl });
    await writer.connect();
    await writer.query('BEGIN; LOCK TABLE "ticket" IN ROW EXCLUSIVE MODE');
    const applied = migrate({ databaseUrl, root });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await writer.end();
    expect(await applied).toEqual([INDEX_MIGRATION]);
    expect(await addedIndexes(databaseUrl)).toEqual([{ isValid: true }]);
    await rm(root, { recursive: true });
  });

  it("names the migration that failed and why, and refuses to go on over it", async () => {
    const root = await checkoutWithMigration(
      "29991231000000_broken",
      'ALTER TABLE "no_such_table" ADD COLUMN x int;',
    );
    const message = /^The migrations could not be applied: .*29991231000000_broken.*no_such_table/;
    await expect(migrate({ databaseUrl, root })).rejects.toThrow(message);
    await expect(migrate({ databaseUrl, root })).rejects.toThrow(/29991231000000_broken/);
    await rm(root, { recursive: true });
  });
});

describe("migrationDifference", () => {
  it("returns the SQL of a column that no migration adds", async () => {
    const root = await checkoutWith((schema) =>
      schema.replace("model Organization {", "model Organization {\n  motto String?"),
    );
    expect(await migrationDifference({ databaseUrl: inject("databaseServer"), root })).toContain(
      'ADD COLUMN     "motto" TEXT',
    );
    await rm(root, { recursive: true });
  });
});

describe("createTestDatabase", () => {
  it("gives a migrated database that is gone when it is dropped", async () => {
    const database = await createTestDatabase();
    expect(await query(database.url, 'SELECT * FROM "ticket"')).toEqual([]);
    await database.drop();
    await expect(query(database.url, "SELECT 1")).rejects.toThrow(/does not exist/);
  });
});

const INDEX_MIGRATION = "29991231000000_added_index";

const checkoutWithIndex = () =>
  checkoutWithMigration(
    INDEX_MIGRATION,
    'CREATE INDEX CONCURRENTLY "added_index" ON "ticket"("number");',
  );

const addedIndexes = (url: string) =>
  query(
    url,
    `SELECT indisvalid AS "isValid" FROM pg_index WHERE indexrelid::regclass::text = 'added_index'`,
  );
