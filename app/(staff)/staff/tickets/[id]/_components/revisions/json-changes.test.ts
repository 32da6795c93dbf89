import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Json, jsonChanges } from "./json-changes";
import { wordChanges, wordComparison } from "./word-changes";

const values = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const paths = (before: Json, after: Json) =>
  jsonChanges(before, after).map(({ kind, path }) => `${kind} ${path}`);

describe("the changes between two revisions", () => {
  it("name the place of each, nested, with what was before and after", () => {
    const before = { status: "open", cc: ["a@x"], sla: { due: 1, paused: false }, "odd key": 1 };
    const after = { status: "closed", cc: ["a@x", "b@x"], sla: { due: 2 }, "odd key": 2 };
    expect(jsonChanges(before, after)).toEqual([
      { kind: "changed", path: "status", before: "open", after: "closed" },
      { kind: "added", path: "cc[1]", after: "b@x" },
      { kind: "changed", path: "sla.due", before: 1, after: 2 },
      { kind: "removed", path: "sla.paused", before: false },
      { kind: "changed", path: '["odd key"]', before: 1, after: 2 },
    ]);
  });

  it("find items by their ids, wherever they are", () => {
    const message = (id: number, body: string) => ({ id, body });
    expect(
      paths(
        { messages: [message(1, "Hi"), message(2, "Yes")] },
        { messages: [message(3, "New"), message(2, "No"), message(1, "Hi")] },
      ),
    ).toEqual(["added messages[id=3]", "changed messages[id=2].body"]);
    expect(paths([message(1, ""), message(2, "")], [message(2, ""), message(1, "")])).toEqual([
      "reordered ",
    ]);
  });

  it("keep items without ids apart from those that come before them", () => {
    expect(paths({ tags: ["b", "c"] }, { tags: ["a", "b", "c"] })).toEqual(["added tags[0]"]);
    expect(paths([{ id: 1 }, { id: 1 }], [{ id: 1 }])).toEqual(["removed [0]"]);
  });

  it("are none between equal values, and some between others", () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(jsonChanges(one, structuredClone(one))).toEqual([]);
        if (jsonChanges(one, other).length === 0) expect(other).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });
});

describe("two texts", () => {
  it("are compared by word, and shortened far from a change", () => {
    expect(wordChanges("The disk is full.", "The disk is nearly full.")).toEqual([
      { kind: "same", text: "The disk is " },
      { kind: "added", text: "nearly " },
      { kind: "same", text: "full." },
    ]);
    const long = "word ".repeat(500);
    const shown = wordChanges(`${long}old`, `${long}new`);
    expect(shown.map(({ kind }) => kind)).toEqual(["same", "removed", "added"]);
    expect(shown[0]?.text.length).toBeLessThan(200);
  });

  it("that are one time, number or id are shown as a whole", () => {
    for (const [before, after] of [
      ["2026-03-02T08:15:00Z", "2026-03-02T09:15:00Z"],
      ["2026-03-02 08:15:00", "2026-03-04 08:15:00"],
      ["12.50", "12.75"],
      ["ns1.example.com", "ns2.example.com"],
    ] as const)
      expect(wordChanges(before, after)).toEqual([
        { kind: "removed", text: before },
        { kind: "added", text: after },
      ]);
  });

  it("give back both texts", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (before, after) => {
        const parts = wordChanges(before, after);
        const without = (kind: string) =>
          parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join("");
        expect([without("added"), without("removed")]).toEqual([before, after]);
      }),
    );
  });

  it("with nothing in common are shown as they are, in time", () => {
    const words = (seed: string) =>
      Array.from({ length: 20_000 }, (_, i) => `${seed}${i}`).join(" ");
    const began = Date.now();
    expect(wordChanges(words("a"), words("b"))).toHaveLength(2);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it("of many messages are shown as they are, once that takes too long", () => {
    const compare = wordComparison();
    const message = (of: number) =>
      Array.from({ length: 1_600 }, (_, i) => (i % 3 ? `w${i}` : `x${i}-${of}`)).join(" ");
    const began = Date.now();
    const shown = Array.from({ length: 100 }, (_, of) => compare(message(of), message(of + 0.5)));
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(shown.at(-1)?.map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});
