import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { freeName, safeName } from "./safe-file-name";

describe("a file's name", () => {
  it.each([
    [
      "stays as it is when nothing is wrong with it",
      "Skärmbild 2026-11-22 kl. 04.31.png",
      "Skärmbild 2026-11-22 kl. 04.31.png",
    ],
    ["keeps emoji", "outage 🔥.log", "outage 🔥.log"],
    ["loses a path", "../../etc/passwd", "passwd"],
    ["loses a Windows path", "C:\\fakepath\\dump.sql", "dump.sql"],
    ["loses a path of nothing", "///", "file"],
    ["has one line", "a.txt\r\nSet-Cookie x", "a.txt Set-Cookie x"],
    ["loses NUL", "a\u0000.txt", "a.txt"],
    ["loses zero-width characters", "ht\u200bac\u200dcess\ufeff.txt", "htaccess.txt"],
    ["loses direction marks", "invoice\u202egnp.exe", "invoicegnp.exe"],
    ["loses Hangul fillers and variation selectors", "a\u3164\u115fb\ufe0f.txt", "ab.txt"],
    ["is no hidden file, not even behind a zero-width character", "\u200b.htaccess", "_htaccess"],
    ["has no dots and blanks at its end", "a.txt. . ", "a.txt"],
    ["is no Windows device", "CON.txt", "_CON.txt"],
    ["is no Windows device without an extension", "nul", "_nul"],
    ["has no characters that Windows refuses", 'a<b>:"|?*.txt', "a_b______.txt"],
    ["has ordinary blanks", "a\u00a0\u2003b.txt", "a b.txt"],
    ["is never empty", "\u200b", "file"],
    ["is composed", "a\u030a.txt", "å.txt"],
  ])("%s", (_promise, given, expected) => {
    expect(safeName(given)).toBe(expected);
  });

  it("is shortened in front of its extension", () => {
    const name = safeName(`${"long ".repeat(60)}.tar.gz`);
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name).toMatch(/\.gz$/);
    expect(safeName("x".repeat(400))).toHaveLength(120);
    expect(safeName(`${"a".repeat(115)}🔥🔥🔥.log`).isWellFormed()).toBe(true);
  });

  it("is safe and stays as it is when cleaned again, whatever was given", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText({ maxLength: 300 }), fc.string({ unit: "grapheme", maxLength: 300 })),
        (given) => {
          const name = safeName(given);
          expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\<>:"|?*]{1,120}$/u);
          expect(name).not.toMatch(/^[.\s]|[.\s]$/u);
          expect(name.isWellFormed()).toBe(true);
          expect(safeName(name)).toBe(name);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a second file of the same name", () => {
  it("gets the first free number, whatever the case", () => {
    expect(freeName("image.png", [])).toBe("image.png");
    expect(freeName("image.png", ["IMAGE.png", "image (2).png"])).toBe("image (3).png");
    expect(freeName("README", ["README"])).toBe("README (2)");
  });

  it("stays within the length", () => {
    const name = safeName(`${"x".repeat(300)}.png`);
    const second = freeName(name, [name]);
    expect(second).toHaveLength(120);
    expect(second).toMatch(/x \(2\)\.png$/);
  });
});
