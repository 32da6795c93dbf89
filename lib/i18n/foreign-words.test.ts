import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { withVisibleMarks } from "@/tests/helpers/texts";

import { isolate } from "../text/direction";
import { markForeign, splitMarked } from "./foreign-words";

const ISOLATES = ["\u2066", "\u2067", "\u2068", "\u2069"];
const anyWords = () =>
  fc
    .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...ISOLATES, "مرحبا", "\n")))
    .map((parts) => parts.join(""));

describe("words of unknown language", () => {
  it.each([
    ["active", "⟦active⟧"],
    ["مرحبا", "⟦مرحبا⟧"],
    ["", ""],
    ["\u2068\u2069", ""],
    ["\u2068active\u2069", "⟦active⟧"],
    ["a\u2069 b", "⟦a b⟧"],
    ["a\u2068 b", "⟦a b⟧"],
    ["\u2066a \u2067b\u2069\u2069", "⟦a b⟧"],
  ])("are marked, without isolates of their own: %j", (words, marked) =>
    expect(withVisibleMarks(markForeign(words))).toBe(marked),
  );

  it("are marked once, however often that is asked for", () => {
    fc.assert(
      fc.property(anyWords(), (words) => {
        expect(markForeign(markForeign(words))).toBe(markForeign(words));
      }),
    );
  });

  it("are found again between words of ours, whatever they are", () => {
    fc.assert(
      fc.property(anyWords(), anyWords(), (before, after) => {
        fc.pre(markForeign(before) !== "" && markForeign(after) !== "");
        const text = `Changed from ${markForeign(before)} to ${markForeign(after)}.`;
        const bare = (words: string) => words.replace(/[\u2066-\u2069]/g, "");
        expect(splitMarked(text)).toEqual([
          "Changed from ",
          bare(before),
          " to ",
          bare(after),
          ".",
        ]);
      }),
    );
  });
});

describe("a text without marks", () => {
  it.each(["", "Status changed", "مرحبا", "open \u2068 end", "end \u2069", "\u2067rtl\u2069"])(
    "is one part, as it is: %j",
    (text) => expect(splitMarked(text)).toEqual([text]),
  );
});

describe("a title", () => {
  it.each([
    ["Web server down", "Web server down"],
    ["مرحبا", "⟦مرحبا⟧"],
    ["مرحبا\u2069 x", "⟦مرحبا x⟧"],
  ])("has isolates only for another direction: %j", (title, isolated) =>
    expect(withVisibleMarks(isolate(title))).toBe(isolated),
  );
});
