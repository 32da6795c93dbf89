import { fork } from "node:child_process";
import { once } from "node:events";

import { beforeEach, describe, expect, it } from "vitest";

import { seal, unseal } from "@/lib/crypto/seal";
import { env } from "@/lib/env";
import { rotateKeys } from "@/lib/key-rotation/rotate-keys";
import { SEALED_COLUMNS } from "@/lib/key-rotation/sealed-columns";

import { useTestDatabase } from "../../helpers/database";
import { fillSealedRows, type SealedRow } from "../../helpers/keys/sealed-rows";
import { sql } from "../../helpers/sql";

const CREDENTIALS = Number(process.env.CREDENTIALS ?? 200);
const KILLS = Number(process.env.ROTATION_KILLS ?? 2);
const MAX_MS = 600_000;
const COLUMNS = SEALED_COLUMNS.length;
const NOTHING = { resealed: 0, dropped: 0, unreadable: [], orphaned: [], left: 0 };

useTestDatabase();
process.env.CREDENTIAL_KEYS = ["new", "old"]
  .map((id, index) => `${id}:${Buffer.alloc(32, index + 1).toString("base64")}`)
  .join(",");

beforeEach(async () => {
  await sql(`TRUNCATE "user", organization, mail, portal_key CASCADE`);
});

const keysOf = (id: string) => env().CREDENTIAL_KEYS.filter((key) => key.id === id);

async function stored({ column, id }: SealedRow): Promise<string> {
  const [table = "", name = ""] = column.split(".");
  const key = table === "authenticator" ? "user_id" : "id";
  const [row] = await sql<{ sealed: string }>(
    `SELECT ${name} AS sealed FROM ${table} WHERE ${key} = $1`,
    [id],
  );
  return row?.sealed ?? "";
}

describe("the list of sealed columns", () => {
  it("has every column of the database that holds sealed values", async () => {
    const found = await sql<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE 'sealed%' ORDER BY 1`,
    );
    const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(listed.toSorted()).toEqual(found.map(({ name }) => name).toSorted());
  });
});

describe("rotating the keys", () => {
  it("seals each kind of value under the first key, readable with it alone, and once", async () => {
    const rows = await fillSealedRows(3);
    expect(new Set(rows.map(({ column }) => column)).size).toBe(COLUMNS);
    expect(await rotateKeys()).toEqual({ ...NOTHING, resealed: COLUMNS + 2 });
    for (const row of rows)
      expect(unseal(await stored(row), row.context, keysOf("new"))).toBe(row.plain);
    expect(await rotateKeys()).toEqual(NOTHING);
  });

  it("names what no key opens, and seals all the others", async () => {
    const rows = await fillSealedRows(3);
    const [first] = rows;
    await sql("UPDATE connection SET sealed_credential = 'v1.lost.AAAA.AAAA.AAAA' WHERE id = $1", [
      first?.id,
    ]);
    expect(await rotateKeys()).toEqual({
      ...NOTHING,
      resealed: COLUMNS + 1,
      unreadable: [`connection.sealed_credential ${first?.id}`],
      left: 1,
    });
  });

  it("drops access tokens that no key opens, since the provider issues others", async () => {
    await fillSealedRows(1);
    await sql("UPDATE connection SET sealed_access_token = 'v1.lost.AAAA.AAAA.AAAA'");
    expect(await rotateKeys()).toEqual({ ...NOTHING, resealed: COLUMNS - 1, dropped: 1 });
    expect(await sql("SELECT sealed_access_token FROM connection")).toEqual([
      { sealed_access_token: null },
    ]);
    expect(await rotateKeys()).toEqual(NOTHING);
  });

  it("names a draft whose ticket is gone, and does not count it as left", async () => {
    await fillSealedRows(1);
    const [draft] = await sql<{ id: string }>(
      "UPDATE draft SET kind = 'reply', target_id = 'gone' RETURNING id",
    );
    const orphaned = [`draft.sealed ${draft?.id}`];
    expect(await rotateKeys()).toEqual({ ...NOTHING, resealed: COLUMNS - 1, orphaned });
    expect(await rotateKeys()).toEqual({ ...NOTHING, orphaned });
  });

  it("leaves a value that changes meanwhile as it is then", async () => {
    const [row] = await fillSealedRows(1);
    const [column] = SEALED_COLUMNS;
    const [read] = (await column?.page("v1.new.", "", 10)) ?? [];
    if (!row || !read) throw new Error("There is no row.");
    const replaced = seal("replaced", row.context, keysOf("new"));
    await sql("UPDATE connection SET sealed_credential = $2 WHERE id = $1", [row.id, replaced]);
    expect(await column?.replace(read, seal(row.plain, row.context, keysOf("new")))).toBe(false);
    expect(await stored(row)).toBe(replaced);
  });

  it(
    `of ${CREDENTIALS} credentials survives ${KILLS} kills, and no read fails meanwhile`,
    { timeout: MAX_MS },
    async () => {
      const rows = await fillSealedRows(CREDENTIALS);
      let isRunning = true;
      let reads = 0;
      const reading = (async () => {
        while (isRunning) {
          const row = rows[reads % rows.length] as SealedRow;
          expect(unseal(await stored(row), row.context, env().CREDENTIAL_KEYS)).toBe(row.plain);
          reads += 1;
        }
      })();
      for (let kill = 0; kill < KILLS; kill += 1) await killAfter(2);
      const report = await rotateKeys();
      isRunning = false;
      await reading;
      expect(reads).toBeGreaterThan(10);
      expect(report).toMatchObject({ unreadable: [], left: 0 });
      // Each process had sealed some of them.
      expect(report.resealed).toBeLessThan(rows.length);
      for (const row of rows)
        expect(unseal(await stored(row), row.context, keysOf("new"))).toBe(row.plain);
    },
  );
});

async function killAfter(batches: number): Promise<void> {
  const child = fork("tests/helpers/keys/process.ts", [], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let seen = 0;
  child.on("message", () => {
    seen += 1;
    if (seen === batches) child.kill("SIGKILL");
  });
  await once(child, "exit");
}
