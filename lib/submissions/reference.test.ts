import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isSameText, makeReference, splitReference, withReference } from "./reference";

describe("a reference", () => {
  it("is TB- and six consonants", () => {
    for (let round = 0; round < 200; round += 1)
      expect(makeReference()).toMatch(/^TB-[BCDFGHJKLMNPQRSTVWXZ]{6}$/);
  });

  it("comes off again whatever the message is, and leaves it as it was but for blanks at its end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (message) => {
        const reference = makeReference();
        expect(splitReference(withReference(message, reference))).toEqual({
          text: message.trimEnd(),
          reference,
        });
      }),
    );
  });

  it.each([
    [
      "with other line breaks and blanks after it",
      "Since 02:00.\r\n\r\nTB-BCDFGH  \r\n",
      { text: "Since 02:00.", reference: "TB-BCDFGH" },
    ],
    ["alone", "TB-BCDFGH", { text: "", reference: "TB-BCDFGH" }],
    ["only mentioned", "See TB-BCDFGH", { text: "See TB-BCDFGH", reference: null }],
    [
      "mentioned before the end",
      "TB-BCDFGH\nSee above.",
      { text: "TB-BCDFGH\nSee above.", reference: null },
    ],
    ["of another shape", "Hello\nTB-BCDFG", { text: "Hello\nTB-BCDFG", reference: null }],
  ])("is found when it stands %s", (_how, body, expected) => {
    expect(splitReference(body)).toEqual(expected);
  });

  it("is found in linear time", () => {
    const long = "TB-BCDFG\n \t".repeat(20_000);
    const begun = performance.now();
    expect(splitReference(long).reference).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("does not stand in the way of comparing texts", () => {
    expect(isSameText("a\r\nb\n", "a\nb")).toBe(true);
    expect(isSameText("a b", "a  b")).toBe(false);
    expect(isSameText("", null)).toBe(false);
  });
});
