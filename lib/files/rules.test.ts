import { describe, expect, it } from "vitest";

import { english } from "@/tests/helpers/texts";

import { type Message, renderMessage } from "../i18n/message";
import type { FileRules } from "../providers/forms/contract";
import { contradiction } from "./contradiction";
import { limitsText, PIECE_BYTES, pieceLength, piecesOf, rulesProblem } from "./rules";

const MB = 1024 * 1024;
const rules: FileRules = {
  way: "pinned",
  most: 3,
  largest: 20 * MB,
  together: 50 * MB,
};

const inEnglish = (text: Message | null) => text && renderMessage(english, text);

describe("pieces", () => {
  it.each([1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 20 * MB])(
    "of %i bytes are the whole file and no more",
    (size) => {
      const lengths = Array.from({ length: piecesOf(size) }, (_, position) =>
        pieceLength(size, position),
      );
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
      expect(lengths.every((length) => length > 0 && length <= PIECE_BYTES)).toBe(true);
      expect(pieceLength(size, lengths.length)).toBe(0);
    },
  );
});

describe("the provider's limits", () => {
  it("are said before anything is chosen", () => {
    expect(inEnglish(limitsText(rules))).toBe("Up to 3 files of 20 MB each, 50 MB in total.");
    expect(inEnglish(limitsText({ ...rules, together: 20 * MB }))).toBe(
      "Up to 3 files, 20 MB in total.",
    );
    expect(inEnglish(limitsText({ ...rules, most: 1 }))).toBe("One file of up to 20 MB.");
  });

  it("are kept up to the last byte", () => {
    expect(inEnglish(rulesProblem(rules, [20 * MB, 20 * MB, 10 * MB]))).toBeNull();
    expect(inEnglish(rulesProblem(rules, [20 * MB + 1]))).toBe(
      "The file is too large: 20,971,521 bytes. The limit is 20,971,520 bytes.",
    );
    expect(inEnglish(rulesProblem(rules, [20 * MB + 3_000]))).toBe(
      "The file is too large: 20.003 MB. The limit is 20 MB.",
    );
    expect(inEnglish(rulesProblem(rules, [31 * MB]))).toBe(
      "The file is too large: 31 MB. The limit is 20 MB.",
    );
    expect(inEnglish(rulesProblem(rules, [0]))).toBe("This file is empty. Choose another one.");
    expect(inEnglish(rulesProblem(rules, [1, 1, 1, 1]))).toBe("You can attach at most 3 files.");
    expect(inEnglish(rulesProblem(rules, [20 * MB, 20 * MB, 10 * MB + 1]))).toBe(
      "The files can be at most 52,428,800 bytes in total; these are 52,428,801 bytes.",
    );
    expect(inEnglish(rulesProblem(rules, []))).toBeNull();
  });
});

describe("a name and a content that contradict each other", () => {
  it("are pointed out", () => {
    expect(inEnglish(contradiction("report.pdf", "application/x-msdownload"))).toBe(
      "The name ends in .pdf, but the content is a Windows program. It’s sent with its real type.",
    );
    expect(inEnglish(contradiction("photo.JPG", "image/png"))).toBe(
      "The name ends in .jpg, but the content is a PNG image. It’s sent with its real type.",
    );
    expect(inEnglish(contradiction("photo.png", "text/plain"))).toContain("the content is text");
  });

  it.each([
    ["a.png", "image/png"],
    ["burst.heic", "image/heic-sequence"],
    ["burst.HEIF", "image/heif-sequence"],
    ["a.svg", "text/plain"],
    ["a.docx", "application/zip"],
    ["a.unheard", "image/png"],
    ["README", "text/plain"],
    ["a.constructor", "image/png"],
    ["a.png", null],
  ])("are not made up for %s with %s", (name, type) =>
    expect(contradiction(name, type)).toBeNull(),
  );
});
