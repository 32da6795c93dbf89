import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isBlank, visibleOr } from "./blank";
import { codeWords } from "./code-words";
import { asSentence } from "./sentence";
import { shorten, shortenToUnits } from "./shorten";

const graphemes = (text: string) =>
  [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);

describe("a text in which there is nothing to see", () => {
  it.each([
    "",
    " ",
    "\t\n",
    "\u00a0",
    "\u200b",
    "\u200b \u200c\u200d",
    "\ufeff",
    "\u2060",
    "\u3000",
    "\u00ad",
    "\u2800",
    "\u3164",
    "\u202e\u202c",
    "\u0000\u0001",
    "\u2028",
    "\u{e0020}",
    "\ufe0f",
    null,
    undefined,
  ])("is blank: %j", (text) => {
    expect(isBlank(text)).toBe(true);
    expect(visibleOr(text, "(no subject)")).toBe("(no subject)");
  });

  it.each([" a ", ".", "\u200bx", "0", "🔥", "-", "مرحبا", "\u0301a"])("is not: %j", (text) => {
    expect(isBlank(text)).toBe(false);
    expect(visibleOr(text, "(no subject)")).toBe(text);
  });
});

describe("a text cut for people", () => {
  it.each([
    [`${"a".repeat(79)}🔥!!`, `${"a".repeat(79)}🔥…`],
    [`${"a".repeat(80)}🔥!!`, `${"a".repeat(80)}…`],
    [`${"a".repeat(79)}👨‍👩‍👧‍👦bc`, `${"a".repeat(79)}👨‍👩‍👧‍👦…`],
    [`${"a".repeat(79)}🇸🇪🇳🇴🇫🇮`, `${"a".repeat(79)}🇸🇪…`],
    [`${"a".repeat(79)}e\u0301bc`, `${"a".repeat(79)}e\u0301…`],
    [`${"a".repeat(70)} ${" ".repeat(20)}end`, `${"a".repeat(70)}…`],
  ])("ends between two characters as people see them", (text, cut) =>
    expect(shorten(text, 80)).toBe(cut),
  );

  it("stays whole when it fits, however many code units its characters have", () => {
    const families = "👨‍👩‍👧‍👦".repeat(80);
    expect(shorten(families, 80)).toBe(families);
    expect(shorten("a".repeat(80), 80)).toBe("a".repeat(80));
  });

  it("cannot be made endless by the marks on one letter", () => {
    expect(shorten(`ab${"\u0301".repeat(5_000)}`, 80)).toBe("a…");
    const started = performance.now();
    shorten("a-".repeat(500_000), 80);
    shortenToUnits("a-".repeat(500_000), 4_000);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it("has no more characters than were asked for, each of them whole", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const cut = shorten(text, max);
          expect(graphemes(cut).length).toBeLessThanOrEqual(max + 1);
          expect(cut === text || text.startsWith(cut.slice(0, -1))).toBe(true);
          expect(cut.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("keeps to a limit in code units without cutting a character", () => {
    expect(shortenToUnits(`${"a".repeat(254)}🔥`, 255)).toBe("a".repeat(254));
    expect(shortenToUnits(`${"a".repeat(253)}🔥`, 255)).toBe(`${"a".repeat(253)}🔥`);
    expect(shortenToUnits("👨‍👩‍👧‍👦", 5)).toBe("");
  });
});

describe("a provider's words before another sentence", () => {
  it.each([
    ["Too many requests", "Too many requests."],
    ["Wait.", "Wait."],
    ["Really?", "Really?"],
    [" x ", "x."],
    ["“Done.”", "“Done.”"],
    ["请稍候。", "请稍候。"],
    ["", ""],
  ])("end like one: %j", (text, sentence) => expect(asSentence(text)).toBe(sentence));
});

it.each([
  ["ts_sent_to_platform", "Ts sent to platform"],
  ["escalated", "Escalated"],
  ["Waiting_for_us", "Waiting_for_us"],
  ["in progress", "in progress"],
  ["d05a8f17-0000", "d05a8f17-0000"],
  ["väntar", "väntar"],
])("shows the code %j as %j", (code, words) => {
  expect(codeWords(code)).toBe(words);
});
