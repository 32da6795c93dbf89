import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { LANGUAGES } from "../i18n/languages";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import {
  distinctSizeMessages,
  fileSizeMessage,
  formatFileSize,
  formatPartOfSize,
  formatTraffic,
} from "./format-bytes";

const MB = 1024 * 1024;

const swedish = textsOf("sv");
const english = textsOf("en");

describe("sizes", () => {
  it.each([
    [0, "0 bytes", "0 byte"],
    [1, "1 byte", "1 byte"],
    [820, "820 bytes", "820 byte"],
    [1_500, "1 KB", "1 kB"],
    [14_000, "14 KB", "14 kB"],
    [1_023 * 1_024, "1 MB", "1 MB"],
    [2.4 * MB, "2.4 MB", "2,4 MB"],
    [20 * MB, "20 MB", "20 MB"],
    [1_500 * MB, "1,500 MB", "1\u00a0500 MB"],
  ])("of %d bytes read as %s, in Swedish as %s", (bytes, inEnglish, inSwedish) => {
    expect(formatFileSize(bytes, "en")).toBe(inEnglish);
    expect(formatFileSize(bytes, "sv")).toBe(inSwedish);
    const message = fileSizeMessage(bytes);
    expect([renderMessage(english, message), renderMessage(swedish, message)]).toEqual([
      inEnglish,
      inSwedish,
    ]);
  });
});

describe("a size beyond a limit", () => {
  it("never reads like the limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * MB }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom(...LANGUAGES),
        (limit, more, language) => {
          const texts = distinctSizeMessages(limit + more, limit).map((message) =>
            renderMessage(textsOf(language), message),
          );
          expect(texts[0]).not.toBe(texts[1]);
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
    expect(formatPartOfSize(part, whole, "en")).toEqual(texts),
  );

  it("has a decimal comma in Swedish", () =>
    expect(formatPartOfSize(2.39 * MB, 2.4 * MB, "sv")).toEqual(["2,3", "2,4 MB"]));
});

describe("transferred bytes", () => {
  it.each([
    [0, "0 B", "0 B"],
    [999, "999 B", "999 B"],
    [1_500, "1.5 kB", "1,5 kB"],
    [250_000, "250 kB", "250 kB"],
    [3_200_000_000, "3.2 GB", "3,2 GB"],
  ])("%s bytes are %s, in Swedish %s", (bytes, inEnglish, inSwedish) => {
    expect(formatTraffic(bytes, "en")).toBe(inEnglish);
    expect(formatTraffic(bytes, "sv")).toBe(inSwedish);
  });
});
