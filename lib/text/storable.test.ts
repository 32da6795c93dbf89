import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  decodeStorable,
  encodeStorable,
  storableJson,
  storableJsonText,
  storableText,
} from "./storable";

describe("storableJson", () => {
  it.each([
    ["a null character", { text: "a\u0000b" }, { text: "a\uFFFDb" }],
    ["a lone surrogate", { text: "a\uD83Db" }, { text: "a\uFFFDb" }],
    ["an emoji, kept", { text: "ok 👍" }, { text: "ok 👍" }],
    [
      "the six characters \\u0000 typed by a person, kept",
      { text: "\\u0000 and \\\\ud800" },
      { text: "\\u0000 and \\\\ud800" },
    ],
    ["a backslash before a null character", { text: "\\\u0000" }, { text: "\\\uFFFD" }],
    ["a control character that can be stored, kept", { text: "\u0007" }, { text: "\u0007" }],
  ])("makes %s storable", (_name, value, stored) => {
    expect(JSON.parse(storableJson(value))).toEqual(stored);
  });
});

describe("storableText", () => {
  it("replaces null characters and lone surrogates alone", () =>
    expect(storableText("a\u0000b\ud83d 👍 \\u0000")).toBe("a\ufffdb\ufffd 👍 \\u0000"));
});

describe("an answer's JSON text", () => {
  it.each([
    ['{"a":"x\\u0000y"}', { a: "x\ufffdy" }],
    ['"\\ud83d\\ude00"', "😀"],
    [
      '["\\ud83d","\\ude00\\ud83d","\\uD83D\\uDE00\\uDE00"]',
      ["\ufffd", "\ufffd\ufffd", "😀\ufffd"],
    ],
    ['"\\\\u0000 \\\\\\u0000"', "\\u0000 \\\ufffd"],
    ['{"\\u0000":1}', { "\ufffd": 1 }],
  ])("%s holds nothing that the database refuses", (text, expected) =>
    expect(JSON.parse(storableJsonText(text))).toEqual(expected),
  );
});

describe("a draft's text", () => {
  it("comes back unchanged, whatever was typed", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        }),
        (text) => decodeStorable(encodeStorable(text)) === text,
      ),
    );
  });

  it.each(["\u0000", "a\u0000b", "\ud83d", "\ude00 half", "\u001b0;", "\u001b\u001b1b;"])(
    "is something that the database takes: %j",
    (text) => {
      expect(encodeStorable(text).isWellFormed()).toBe(true);
      expect(encodeStorable(text)).not.toContain("\u0000");
      expect(decodeStorable(encodeStorable(text))).toBe(text);
    },
  );

  it("stays as it is when there is nothing odd in it", () => {
    expect(encodeStorable("Plain, 👩‍💻 عربى, <b>bold</b>\n")).toBe("Plain, 👩‍💻 عربى, <b>bold</b>\n");
  });
});
