import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { databaseTypes } from "@/scripts/lib/database-types";
import { ROOT } from "@/scripts/lib/root";
import { useTestDatabase } from "@/tests/helpers/database";
import { checkStatements, writerStatements } from "@/tests/helpers/mirror/check-statements";
import { sql } from "@/tests/helpers/sql";

interface Renamed {
  table: string;
  from: string;
  to: string;
  /** Whose field of the same name is renamed too. */
  model?: string;
}

const RENAMED: Renamed[] = [
  { table: "connection", from: "label", to: "caption", model: "Connection" },
  { table: "ticket", from: "subject", to: "headline", model: "Ticket" },
  { table: "outgoing_file", from: "filename", to: "basename", model: "OutgoingFile" },
  // Kysely alone uses it.
  { table: "connection", from: "probing_until", to: "probed_until" },
];
const COPIED = [
  "lib",
  "messages",
  "prisma",
  "scripts/generate.mjs",
  "prisma.config.ts",
  "package.json",
];

const database = useTestDatabase();
let copy: string;
/** As the compiler prints them: `lib/file.ts(1,2): error TS1234: …`. */
let errors: string[];

beforeAll(async () => {
  copy = copySources();
  for (const { table, from, to } of RENAMED)
    await sql(`ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`);
  writeFileSync(path.join(copy, "lib/db/table-types.ts"), await databaseTypes(database.url));
  renameFields(path.join(copy, "prisma/schema.prisma"));
  run("scripts/generate.mjs");
  const printed = run("node_modules/typescript-native/bin/tsc", "--noEmit", "--pretty", "false");
  errors = printed.split("\n").filter((line) => /^\S+\(\d+,\d+\): error TS/.test(line));
}, 300_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function copySources(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ticketbridge-renamed-"));
  for (const name of COPIED)
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const project = {
    extends: path.join(ROOT, "tsconfig.json"),
    compilerOptions: { incremental: false, paths: { "@/*": ["./*"] } },
    include: ["lib/**/*.ts"],
    exclude: ["**/*.test.ts"],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(project));
  return folder;
}

function renameFields(schema: string): void {
  let text = readFileSync(schema, "utf8");
  for (const { model, from, to } of RENAMED.filter((renamed) => renamed.model))
    // The field, and indexes on it.
    text = text.replace(new RegExp(`^model ${model} \\{.*?^\\}`, "ms"), (block) =>
      block.replace(new RegExp(`(^ +|@@.*?\\[)${from}\\b`, "gm"), `$1${to}`),
    );
  writeFileSync(schema, text);
}

function run(script: string, ...parameters: string[]): string {
  return spawnSync(process.execPath, [script, ...parameters], { cwd: copy, encoding: "utf8" })
    .stdout;
}

/** Files with an error, of those that import `module`. */
function failingUsers(module: string): string[] {
  const files = new Set(errors.map((error) => error.slice(0, error.indexOf("("))));
  const imported = new RegExp(`from "[./]*/${module}"`);
  return [...files].filter((file) => imported.test(readFileSync(path.join(copy, file), "utf8")));
}

describe("columns that are renamed in the database and in Prisma's schema", () => {
  it("fail the type check of Prisma's users", () => {
    expect(failingUsers("db/prisma")).toEqual(
      expect.arrayContaining(["lib/connections/own-connection.ts", "lib/files/file-bytes.ts"]),
    );
  });

  it("fail the type check of Kysely's users", () => {
    expect(failingUsers("db/kysely")).toEqual(
      expect.arrayContaining([
        "lib/connections/queries.ts",
        "lib/files/claim-files.ts",
        "lib/inventory/queries.ts",
        "lib/mirror/connection/open-connection.ts",
        "lib/tickets/list/list-rows.ts",
      ]),
    );
  });

  it("fail the type check where several writes share their values", () => {
    expect(errors).toContainEqual(
      expect.stringMatching(/^lib\/connections\/commands\.ts.*'probing_until' does not exist/),
    );
  });

  it("fail the statements of the mirror's writer that name them", async () => {
    expect(await checkStatements(database.url, await writerStatements())).toEqual({
      appendVersions: ["column t.subject does not exist"],
      selectSearchable: ["column t.subject does not exist"],
      selectTickets: ["column t.subject does not exist"],
      selectTimelineFacts: ["column t.subject does not exist"],
      upsertTickets: ['column "subject" of relation "ticket" does not exist'],
    });
  });

  it("fail nothing else, such as an import that the copy lacks", () => {
    expect(errors.filter((error) => /error TS(?:2307|2792|7016):/.test(error))).toEqual([]);
  });
});
