import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { FileRules } from "../providers/forms/contract";
import {
  beginInput,
  contradiction,
  limitsText,
  PIECE_BYTES,
  pieceLength,
  piecesOf,
  rulesProblem,
  sharedSizes,
  sizesApart,
  sizeText,
} from "./schemas";

const MB = 1024 * 1024;
const rules: FileRules = {
  way: "pinned",
  withReplies: true,
  most: 3,
  largest: 20 * MB,
  together: 50 * MB,
};

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
    expect(limitsText(rules)).toBe("Up to 3 files of 20 MB each, 50 MB together.");
    expect(limitsText({ ...rules, together: 20 * MB })).toBe("Up to 3 files, 20 MB together.");
    expect(limitsText({ ...rules, most: 1 })).toBe("One file of up to 20 MB.");
  });

  it("are kept up to the last byte", () => {
    expect(rulesProblem(rules, [20 * MB, 20 * MB, 10 * MB])).toBeNull();
    expect(rulesProblem(rules, [20 * MB + 1])).toBe(
      "The file is too large: 20,971,521 bytes. The limit is 20,971,520 bytes.",
    );
    expect(rulesProblem(rules, [20 * MB + 3_000])).toBe(
      "The file is too large: 20.003 MB. The limit is 20 MB.",
    );
    expect(rulesProblem(rules, [31 * MB])).toBe(
      "The file is too large: 31 MB. The limit is 20 MB.",
    );
    expect(rulesProblem(rules, [0])).toBe("The file is empty.");
    expect(rulesProblem(rules, [1, 1, 1, 1])).toBe("At most 3 files can be attached.");
    expect(rulesProblem(rules, [20 * MB, 20 * MB, 10 * MB + 1])).toBe(
      "All files together can be at most 52,428,800 bytes; these are 52,428,801 bytes.",
    );
    expect(rulesProblem(rules, [])).toBeNull();
  });
});

describe("sizes", () => {
  it.each([
    [1, "1 byte"],
    [820, "820 bytes"],
    [1_500, "1 KB"],
    [14_000, "14 KB"],
    [1_023 * 1_024, "1 MB"],
    [2.4 * MB, "2.4 MB"],
    [20 * MB, "20 MB"],
  ])("of %d bytes read as %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe("a size beyond a limit", () => {
  it("never reads like the limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * MB }),
        fc.integer({ min: 1, max: 100_000 }),
        (limit, more) => {
          const [size, most] = sizesApart(limit + more, limit);
          expect(size).not.toBe(most);
        },
      ),
    );
  });
});

describe("a part of a size", () => {
  it.each([
    [2 * MB, 10 * MB, "2", "10 MB"],
    [0, 2.4 * MB, "0", "2.4 MB"],
    [2.39 * MB, 2.4 * MB, "2.3", "2.4 MB"],
    [700, 14_000, "0", "14 KB"],
    [3, 820, "3", "820 bytes"],
  ])("of %d of %d reads as %s of %s", (part, whole, ...texts) =>
    expect(sharedSizes(part, whole)).toEqual(texts),
  );
});

describe("a name and a content that contradict each other", () => {
  it("are pointed out", () => {
    expect(contradiction("report.pdf", "application/x-msdownload")).toBe(
      "The name ends in .pdf, but the content is a Windows program.",
    );
    expect(contradiction("photo.JPG", "image/png")).toBe(
      "The name ends in .JPG, but the content is a PNG image.".replace("JPG", "jpg"),
    );
    expect(contradiction("photo.png", "text/plain")).toContain("the content is text");
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

describe("places", () => {
  it.each(["new", "new:01ABC", "continue:01ABC", "reply:01ABC"])("can be %s", (place) => {
    expect(beginInput.safeParse({ place, connectionId: "c", name: "a", size: 1 }).success).toBe(
      true,
    );
  });
  it.each(["", "old", "reply:", "new:a b", "dropped", "discarded:new", "reply:a\nnew"])(
    "cannot be %j",
    (place) => {
      expect(beginInput.safeParse({ place, connectionId: "c", name: "a", size: 1 }).success).toBe(
        false,
      );
    },
  );
});
