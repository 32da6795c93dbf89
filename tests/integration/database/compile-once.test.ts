import { type CompiledQuery, type Expression, sql } from "kysely";
import { expect, it, vi } from "vitest";

import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { db } from "@/lib/db/kysely";
import { useTestDatabase } from "@/tests/helpers/database";

useTestDatabase();

interface Words {
  first?: string | null;
  second?: string;
}

const built: string[] = [];

const joined = compileOnce((words: Placeholders<Words>) => {
  const given = Object.values(words).map((word: Expression<unknown>) => sql`${word}::text`);
  built.push(Object.keys(words).join());
  return db().selectNoFrom(sql<string>`concat_ws(' ', ${sql.join(given)}, '.')`.as("text"));
});

it("each call has its own values, and a query of the given ones that is built once", async () => {
  expect(await joined({ first: "one", second: "two" })).toEqual([{ text: "one two ." }]);
  expect(await joined({ second: "four" })).toEqual([{ text: "four ." }]);
  expect(await joined({ first: null, second: "six" })).toEqual([{ text: "six ." }]);
  expect(await joined({ first: undefined, second: "eight" })).toEqual([{ text: "eight ." }]);
  expect(await joined({ second: "$1", first: "?" })).toEqual([{ text: "$1 ? ." }]);
  expect(built).toEqual(["first,second", "second", "second,first"]);
});

const listed = compileOnce(
  ({ first, most }: Placeholders<{ first: string; most: number }>) =>
    db()
      .selectFrom("organization as o")
      .select("o.id")
      .where("o.name", "in", ["it's", "\\x"])
      .where((eb) => eb.or([eb("o.id", "<>", first), eb("o.name", "=", "sv")]))
      .limit(most),
  { inText: ["most"] },
);

it("the query's own values are in its text, so that PostgreSQL keeps its plan", async () => {
  const sent = vi.spyOn(db(), "executeQuery");
  for (const most of [3, 2, 3]) await listed({ first: "a", most });
  const queries = sent.mock.calls.map(([query]) => query as CompiledQuery);
  expect(queries.map(({ parameters }) => parameters)).toEqual([["a"], ["a"], ["a"]]);
  expect(queries[0]?.sql).toContain("'it''s'");
  expect(queries[1]?.sql).toMatch(/limit 2$/);
  expect(queries[2]?.sql).toBe(queries[0]?.sql);
});
