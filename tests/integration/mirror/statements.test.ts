import { describe, expect, it } from "vitest";

import { integer, nullable, type Statement, text } from "@/lib/mirror/write/declare-statement";
import { ROOT } from "@/scripts/lib/root";
import { readSourceFiles } from "@/scripts/structure/source-files";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  checkStatements,
  WRITER_FOLDER,
  writerStatements,
} from "@/tests/helpers/mirror/check-statements";
import { sql } from "@/tests/helpers/sql";

const database = useTestDatabase();

const DECLARATION = /(?<![\w.])statement\(\s*"(\w+)"/g;

describe("the statements of the mirror's writer", () => {
  it("are what the database says: parameters, columns, types and nullability", async () => {
    expect(await checkStatements(database.url, await writerStatements())).toEqual({});
  });

  it("are all checked, each under a name of its own", async () => {
    const declared = readSourceFiles(ROOT, "lib").flatMap(({ path, lines }) =>
      [...lines.join("\n").matchAll(DECLARATION)].map(([, name]) => ({ path, name })),
    );
    expect(declared.filter(({ path }) => !path.startsWith(`${WRITER_FOLDER}/`))).toEqual([]);
    const names = declared.map(({ name }) => name).toSorted();
    expect(new Set(names).size).toBe(names.length);
    expect((await writerStatements()).map(({ name }) => name).toSorted()).toEqual(names);
  });

  it("fail by name where a column was renamed", async () => {
    await sql("ALTER TABLE message RENAME COLUMN sender_name TO author");
    try {
      const problems = await checkStatements(database.url, await writerStatements());
      expect(Object.keys(problems).toSorted()).toEqual(["selectParts", "upsertMessages"]);
    } finally {
      await sql("ALTER TABLE message RENAME COLUMN author TO sender_name");
    }
  });

  it.each<[string, Partial<Statement>]>([
    ["parameters are declared (int4), but are (text)", { parameters: { id: integer } }],
    [
      "parameters are declared (text, text), but are (text)",
      { parameters: { id: text, to: text } },
    ],
    [
      "columns are declared (name text, body int4), but are (name text, body text)",
      { columns: { name: text, body: nullable(integer) } },
    ],
    ["name is declared nullable", { columns: { name: nullable(text), body: nullable(text) } }],
    ["body is declared not null", { columns: { name: text, body: text } }],
  ])("would fail: %s", async (problem, wrong) => {
    const right: Omit<Statement, "run"> = {
      name: "example",
      text: "SELECT number AS name, body FROM ticket WHERE id = $1",
      parameters: { id: text },
      columns: { name: text, body: nullable(text) },
    };
    const check = (changed: Partial<Statement>) =>
      checkStatements(database.url, [{ ...right, ...changed } as Statement]);
    expect(await check({})).toEqual({});
    expect(await check(wrong)).toEqual({ example: [problem] });
  });
});
