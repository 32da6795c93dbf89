import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { searchableTexts } from "@/tests/helpers/search/search-texts";

import { bestSnippet, markedText, marksIn } from "./highlight";

const shown = (text: string, typed: string) =>
  markedText(text, marksIn(text, typed))
    .map((part, index) => (index % 2 === 1 ? `[${part}]` : part))
    .join("");

describe("the words of a search in a text", () => {
  it.each([
    ["The disk is full", "disk ful", "The [disk] is [full]"],
    ["Räkning från Åsa", "rakning åsa", "[Räkning] från [Åsa]"],
    ["Æble… A\u030angström ﬁle", "aeble angst file", "[Æble]… [A\u030angström] [ﬁle]"],
    ["nw-zdb-02 and zdb 02", "zdb-02", "nw-[zdb]-[02] and zdb 02"],
    ["too many, many too", '"too many"', "[too] [many], many too"],
    ["java.lang.OutOfMemoryError", "MemoryError", "java.lang.OutOf[MemoryError]"],
    ["服务器无法访问，请帮忙", "无法", "服务器[无法]访问，请帮忙"],
    ["backup of the weekly list", "backup -weekly", "[backup] of the weekly list"],
    ["disk or slow", "disk or slow", "[disk] or [slow]"],
    ["#148409 is back", "#1484", "#[148409] is back"],
    ["A certificate expired", "certificates", "A [certificate] expired"],
    ["It is this", "is", "It [is] this"],
  ])("are marked in %j for %j", (text, typed, expected) => {
    expect(shown(text, typed)).toBe(expected);
  });

  it("are marked wherever the search finds them, between whole graphemes, in every script", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    for (const { text, queries } of searchableTexts(3, 17)) {
      const borders = new Set([
        text.length,
        ...[...segmenter.segment(text)].map((one) => one.index),
      ]);
      for (const typed of queries) {
        const marks = marksIn(text, typed);
        if (marks.length === 0) throw new Error(`${typed} is not marked in ${text}.`);
        // Scripts without blanks are cut where the search cuts them.
        if (/^[\p{Script=Latin}\d]+$/u.test(typed))
          expect(marks.flat().filter((index) => !borders.has(index))).toEqual([]);
      }
    }
  });

  it("are in order, and nothing of the text is lost", () => {
    const some = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(some, some, (text, typed) => {
        const marks = marksIn(text, typed).flat();
        expect(marks).toEqual(marks.toSorted((one, other) => one - other));
        expect(markedText(text, marksIn(text, typed)).join("")).toBe(text);
      }),
    );
  });
});

describe("the best snippet", () => {
  const message = (text: string, author: string | null = "Sven") =>
    ({ kind: "message", author, text }) as const;

  it("has the most of the words that the subject lacks", () => {
    const sources = [
      message("We renew it."),
      message(`${"filler ".repeat(30)}We renew the\ncertificate today. ${"filler ".repeat(30)}`),
    ];
    const snippet = bestSnippet("Shop down", sources, "shop renew certificate");
    expect(snippet).toMatchObject({ kind: "message", author: "Sven" });
    const [before, first, between, second] = snippet?.text ?? [];
    expect([first, between, second]).toEqual(["renew", " the ", "certificate"]);
    expect(before).toMatch(/^….*We $/);
    expect(snippet?.text.at(-1)).toMatch(/…$/);
  });

  it("is none where the subject has all words, or no text has any", () => {
    expect(bestSnippet("Shop down", [message("shop down")], "shop dow")).toBeNull();
    expect(bestSnippet("Shop down", [message("nothing")], "okapi")).toBeNull();
  });

  it("begins with a whole word", () => {
    const text = `${"fillerword ".repeat(20)}okapi ${"fillerword ".repeat(20)}`;
    expect(bestSnippet("", [message(text)], "okapi")?.text[0]).toMatch(/^…(?:fillerword ){4,5}$/);
  });

  it("leaves out table borders and lines of dashes, but no others", () => {
    const shown = (text: string) => bestSnippet("", [message(text)], "okapi")?.text.join("");
    expect(shown("| Host | State |\n| :--- | ---: |\n| okapi | down |\n\n---\nHelp")).toBe(
      "Host State okapi down Help",
    );
    expect(shown("State |\n---|---|\nokapi | down |")).toBe("State okapi down ");
    expect(shown("cat log | grep okapi --- yes")).toBe("cat log | grep okapi --- yes");
  });

  it("cuts no emoji", () => {
    const family = "👨‍👩‍👧‍👦";
    const snippet = bestSnippet(
      "",
      [message(`${family.repeat(20)} okapi ${family.repeat(20)}`)],
      "okapi",
    );
    const text = (snippet?.text ?? []).join("").replaceAll("…", "");
    expect(text.replaceAll(family, "").trim()).toBe("okapi");
  });
});
