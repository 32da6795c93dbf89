import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { MAX_VECTOR_BYTES, SearchVector } from "./vector";

function vectorOf(...texts: string[]): string {
  const vector = new SearchVector();
  for (const text of texts) vector.add(text);
  return vector.toString();
}

const ENTRY = /^'[\p{L}\p{M}\p{N}+-]+'(:[\d,]+)?$/u;

/** Any UTF-16 unit, halves of pairs as well. */
const UNIT = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

/** Lexemes with their positions, as PostgreSQL reads them. */
function entriesOf(vector: string): Map<string, number[]> {
  const entries = vector === "" ? [] : vector.split(" ");
  return new Map(
    entries.map((entry) => {
      const [, lexeme = "", positions] = /^'(.+)'(?::([\d,]+))?$/u.exec(entry) ?? [];
      return [lexeme, positions?.split(",").map(Number) ?? []];
    }),
  );
}

/** As PostgreSQL counts them: each lexeme padded, with a count and its positions. */
function bytesOf(entries: Map<string, number[]>): number {
  let bytes = 0;
  for (const [lexeme, positions] of entries) {
    bytes += Buffer.byteLength(lexeme) + 1 + (positions.length > 0 ? 2 + 2 * positions.length : 0);
  }
  return bytes;
}

const POSTGRES_MAX_BYTES = 1_048_575;

function expectWithinLimits(vector: string): void {
  const entries = entriesOf(vector);
  expect(bytesOf(entries)).toBeLessThan(POSTGRES_MAX_BYTES);
  const beyond = [...entries].filter(
    ([lexeme, positions]) =>
      Buffer.byteLength(lexeme) > 2_046 ||
      positions.length > 255 ||
      positions.some((position) => position < 1 || position > 16_383),
  );
  expect(beyond).toEqual([]);
}

describe("the search words of a text", () => {
  it("are its words in order, without case", () => {
    expect(vectorOf("Disk full, disk slow")).toBe("'disk':1,3 'full':2 'slow':4");
  });

  it("hold each part of a compound, and what follows from it on", () => {
    const entries = entriesOf(vectorOf("nw-zdb-02.example"));
    expect([...entries.keys()]).toEqual([
      "nw",
      "zdb",
      "02",
      "example",
      "+nw-zdb-02",
      "+zdb-02-example",
      "+02-example",
    ]);
  });

  it("hold the endings of a word that is written in capitals within", () => {
    expect([...entriesOf(vectorOf("OutOfMemoryError at iOS")).keys()]).toEqual([
      "outofmemoryerror",
      "ofmemoryerror",
      "memoryerror",
      "error",
      "at",
      "ios",
    ]);
  });

  it("hold pairs of scripts without blanks, and the last character", () => {
    expect(vectorOf("服务器，请")).toBe("'服务':1 '务器':2 '器':3 '请':4");
  });

  it("leave a gap between texts, which no phrase crosses", () => {
    expect(vectorOf("one", "two")).toBe("'one':1 'two':3");
  });

  it("are the same for composed and decomposed, upper and lower, wide and narrow", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, (each) => {
        expect(vectorOf(each.normalize("NFD"))).toBe(vectorOf(each.normalize("NFC")));
        expect(vectorOf(each.normalize("NFKC"))).toBe(vectorOf(each));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."åÄößẞΣσςİIıiЙёфД -.") }), (each) => {
        expect(vectorOf(each.toUpperCase())).toBe(vectorOf(each.toLowerCase()));
      }),
    );
  });

  it("consist of letters, marks and digits only, whatever a provider sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: UNIT, maxLength: 200 }), (text) => {
        const entries = vectorOf(text).split(" ").filter(Boolean);
        expect(entries.filter((entry) => !ENTRY.test(entry))).toEqual([]);
      }),
    );
  });
});

/** Fills a tsvector fastest: many different, long lexemes. */
const SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허";
const syllable = (index: number) =>
  SYLLABLES[(index * 7_919 + (index >> 3)) % SYLLABLES.length] ?? "";
const scattered = (index: number) => Math.imul(index ^ (index >>> 7), 0x9e3779b1) >>> 11;
const random = (index: number) => String.fromCharCode(0xac00 + (scattered(index) % 11_172));
const han = (index: number) => String.fromCharCode(0x4e00 + (scattered(index) % 20_000));
const katakana = (index: number) => String.fromCharCode(0x30a1 + (scattered(index) % 80));
const hyphenated = (length: number, every: number, of: (index: number) => string) =>
  Array.from({ length }, (_unused, index) => (index % every === every - 1 ? "-" : of(index))).join(
    "",
  );

describe("a very long ticket", () => {
  it.each([
    ["hyphenated Korean", Array.from({ length: 5 }, () => hyphenated(50_000, 4, syllable))],
    [
      "random Korean",
      Array.from({ length: 5 }, (_unused, part) =>
        hyphenated(50_000, 4, (index) => random(index + part * 50_000)),
      ),
    ],
    [
      "random Chinese",
      Array.from({ length: 5 }, (_unused, part) =>
        hyphenated(50_000, 50_001, (index) => han(index + part * 50_000)),
      ),
    ],
    ["katakana in sixes", [hyphenated(250_000, 7, katakana)]],
    ["one word again and again", ["disk full ".repeat(90_000)]],
    ["one word without an end", ["ä".repeat(400_000)]],
    [
      "a compound without an end",
      [Array.from({ length: 200_000 }, (_unused, index) => index.toString(36)).join("/")],
    ],
    ["characters that stand for many", ["\ufdfa".repeat(300_000)]],
    [
      "letters of four bytes",
      [
        Array.from({ length: 100_000 }, (_unused, index) =>
          String.fromCodePoint(0x10400 + ((index * 31) % 40)),
        ).join(""),
      ],
    ],
  ])("stays below PostgreSQL's limits: %s", (_name, texts) => {
    expectWithinLimits(vectorOf(...texts));
  });

  it("stays below them whatever it says", () => {
    const piece = fc.string({ unit: UNIT, minLength: 1, maxLength: 12 });
    const text = fc.tuple(
      fc.array(piece, { minLength: 1, maxLength: 200 }),
      fc.constantFrom("", "-", " ", "/"),
      fc.integer({ min: 1, max: 3_000 }),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        expectWithinLimits(
          vectorOf(
            ...texts.map(([pieces, joint, times]) => (pieces.join(joint) + joint).repeat(times)),
          ),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("keeps neighbours next to each other where positions begin again", () => {
    const words = Array.from({ length: 40_000 }, (_unused, index) =>
      index % 3 === 0 ? "the" : `w${index}`,
    );
    const entries = entriesOf(vectorOf(words.join(" ")));
    expectWithinLimits(vectorOf(words.join(" ")));
    for (let index = 0; index < words.length - 1; index++) {
      const next = new Set(entries.get(words[index + 1] ?? ""));
      const isAdjacent = entries
        .get(words[index] ?? "")
        ?.some((position) => next.has(position + 1));
      if (!isAdjacent) throw new Error(`${words[index]} and ${words[index + 1]} stand apart.`);
    }
  });

  it("counts its bytes, not its characters", () => {
    const [latin, korean] = [
      vectorOf("abc ".repeat(100)),
      vectorOf(hyphenated(200_000, 200_001, random)),
    ];
    expect(latin.length).toBeLessThan(1_000);
    expect(bytesOf(entriesOf(korean))).toBeGreaterThan(MAX_VECTOR_BYTES * 0.8);
  });
});
