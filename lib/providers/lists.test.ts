import { describe, expect, it } from "vitest";
import { z } from "zod";

import { listOf, maybeListOf, maybeTexts, textId } from "./schema-helpers";

const item = z.object({ id: textId });
const list = listOf(item);
const idsOf = (value: unknown) => {
  const { items, leftOut } = list.parse(value);
  return [items.map(({ id }) => id), leftOut];
};

describe("a list", () => {
  it.each<[string, unknown, [string[], number]]>([
    ["of items", [{ id: "a" }, { id: 2 }], [["a", "2"], 0]],
    ["that is a map", { 0: { id: "a" }, 7: { id: "b" } }, [["a", "b"], 0]],
    ["that is an empty map", {}, [[], 0]],
    [
      "with items without an id",
      [{ id: "a" }, { id: null }, {}, null, "text", { id: "b" }],
      [["a", "b"], 4],
    ],
  ])("%s keeps every item that has an id, and counts the others", (_name, value, expected) =>
    expect(idsOf(value)).toEqual(expected),
  );

  it.each([
    ["a text", "none"],
    ["a number", 0],
    ["null", null],
    ["missing", undefined],
    ["false", false],
    ["an error document", { error: "x", message: "y" }],
  ])("that is %s is an error, never empty", (_name, value) => {
    expect(list.safeParse(value).success).toBe(false);
  });

  it("keeps the JSON of each item beside it", () => {
    const odd = { id: "b", extra: [1] };
    expect(list.parse([{ id: null }, odd]).raws).toEqual([odd]);
  });

  it("inside of a ticket is not told where it is not understood, and empty where it is null", () => {
    const read = (value: unknown) => maybeListOf(item).parse(value)?.items;
    expect([read(undefined), read("odd"), read(7), read({ error: "x" })]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([read(null), read([]), read({})]).toEqual([[], [], []]);
  });

  it("of texts drops whatever is none", () => {
    const values = [
      ["a", 7, null, "b"],
      { x: "a", y: {}, z: "b" },
      {},
      null,
      "a",
      false,
      undefined,
    ];
    expect(values.map((value) => maybeTexts.parse(value))).toEqual([
      ["a", "b"],
      ["a", "b"],
      [],
      [],
      [],
      [],
      [],
    ]);
  });
});
