import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { restoredText, storableDraftText } from "./draft-text";

describe("a draft's text", () => {
  it("comes back unchanged, whatever was typed", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        }),
        (text) => restoredText(storableDraftText(text)) === text,
      ),
    );
  });

  it.each(["\u0000", "a\u0000b", "\ud83d", "\ude00 half", "\u001b0;", "\u001b\u001b1b;"])(
    "is something that the database takes: %j",
    (text) => {
      expect(storableDraftText(text).isWellFormed()).toBe(true);
      expect(storableDraftText(text)).not.toContain("\u0000");
      expect(restoredText(storableDraftText(text))).toBe(text);
    },
  );

  it("stays as it is when there is nothing odd in it", () => {
    expect(storableDraftText("Plain, 👩‍💻 عربى, <b>bold</b>\n")).toBe(
      "Plain, 👩‍💻 عربى, <b>bold</b>\n",
    );
  });
});
