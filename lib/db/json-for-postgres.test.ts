import { describe, expect, it } from "vitest";

import { contentHash, storableJson } from "./json-for-postgres";

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

describe("contentHash", () => {
  it("is the same whatever the order of keys, and differs for different content", () => {
    expect(contentHash({ a: 1, b: [1, 2] })).toBe(contentHash({ b: [1, 2], a: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
  });
});
