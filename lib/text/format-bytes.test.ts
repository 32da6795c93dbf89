import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  formatDistinctSizes,
  formatFileSize,
  formatPartOfSize,
  formatTraffic,
} from "./format-bytes";

const MB = 1024 * 1024;

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
    expect(formatFileSize(bytes)).toBe(text);
  });
});

describe("a size beyond a limit", () => {
  it("never reads like the limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * MB }),
        fc.integer({ min: 1, max: 100_000 }),
        (limit, more) => {
          const [size, most] = formatDistinctSizes(limit + more, limit);
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
    expect(formatPartOfSize(part, whole)).toEqual(texts),
  );
});

describe("transferred bytes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_500, "1.5 kB"],
    [250_000, "250 kB"],
    [3_200_000_000, "3.2 GB"],
  ])("%s bytes are %s", (bytes, words) => {
    expect(formatTraffic(bytes)).toBe(words);
  });
});
