import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

const FOLDER = "prisma/migrations";
/** Migrations from this day on keep the version that still runs working. */
const SINCE = "20261126014500";
/** Tables that can hold millions of rows: what locks or reads them whole stops the portal. */
const LARGE = [
  "ticket",
  "ticket_search",
  "message",
  "attachment",
  "event",
  "revision",
  "raw_content",
  "sync_run",
  "submission",
  "outgoing_file",
  "file_piece",
  "audit_entry",
  "service",
  "service_change",
];

const onLarge = `(?:ON|TABLE)\\s+(?:ONLY\\s+)?"?(?:${LARGE.join("|")})"?[\\s(]`;

const RULES: Array<[rule: string, pattern: RegExp]> = [
  [
    "drops or renames what the running version uses",
    /\bDROP\s+(?:TABLE|COLUMN|TYPE|CONSTRAINT)\b|\bRENAME\b/i,
  ],
  ["makes a column required", /\bSET\s+NOT\s+NULL\b/i],
  [
    "adds a required column without a default",
    /\bADD\s+COLUMN\s+(?:(?!\bDEFAULT\b)[^,;])*\bNOT\s+NULL\b(?!(?:[^,;]*\bDEFAULT\b))/i,
  ],
  ["changes a column's type", /\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b/i],
  [
    "indexes a large table with a lock",
    new RegExp(`\\bCREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+(?!CONCURRENTLY)[^;]*${onLarge}`, "i"),
  ],
  [
    "checks all rows of a large table with a lock",
    new RegExp(
      `\\bALTER\\s+${onLarge}[^;]*\\bADD\\s+CONSTRAINT\\b(?![^;]*\\bNOT\\s+VALID\\b)`,
      "i",
    ),
  ],
];

/** The rules that a script breaks; a statement below `-- allow: <reason>` is exempt. */
function broken(script: string): string[] {
  const statements = script
    .split(";")
    .filter((statement) => !/--\s*allow:\s*\S+/.test(statement))
    .map((statement) => `${statement.replace(/--.*$/gm, "")};`);
  return RULES.filter(([, pattern]) => statements.some((statement) => pattern.test(statement))).map(
    ([rule]) => rule,
  );
}

describe("a new migration", () => {
  const names = readdirSync(FOLDER).filter((name) => name > SINCE && !name.endsWith(".toml"));

  it.each(names)("%s keeps the running version working", (name) => {
    expect(broken(readFileSync(`${FOLDER}/${name}/migration.sql`, "utf8"))).toEqual([]);
  });

  it.each([
    ['ALTER TABLE "revision" DROP COLUMN "raw";', 1],
    ['ALTER TABLE "user" ADD COLUMN "x" TEXT NOT NULL;', 1],
    ['ALTER TABLE "user" ADD COLUMN "x" TEXT NOT NULL DEFAULT \'\';', 0],
    ['ALTER TABLE "user" ADD COLUMN "x" TEXT DEFAULT \'\' NOT NULL;', 0],
    ['CREATE INDEX "a" ON "ticket"("number");', 1],
    ['CREATE INDEX CONCURRENTLY "a" ON "ticket"("number");', 0],
    ['CREATE INDEX "a" ON "organization"("name");', 0],
    ['ALTER TABLE "ticket" ADD CONSTRAINT "c" FOREIGN KEY ("x") REFERENCES "y"("id");', 1],
    [
      'ALTER TABLE "ticket" ADD CONSTRAINT "c" FOREIGN KEY ("x") REFERENCES "y"("id") NOT VALID;',
      0,
    ],
    ['ALTER TABLE "user" ALTER COLUMN "name" SET NOT NULL;', 1],
    ['-- allow: nothing has ever written it\nALTER TABLE "user" DROP COLUMN "x";', 0],
  ])("like %s breaks %i rules", (script, count) => {
    expect(broken(script)).toHaveLength(count);
  });
});
