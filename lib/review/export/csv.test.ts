import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { csvLine } from "./csv";

const FORBIDDEN = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const source = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);

/** By RFC 4180, with either separator. */
function parse(text: string, separator: string): string[][] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n]*))(${separator}|\r\n)`, "gy");
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(cell)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(..."=+-@＝＋－＠'\";,\t\r\n \uFEFF\u200B", "\r\n", '"=1+1"', "';", '",'),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

describe("a line of an export", () => {
  it.each([
    ["en", ","],
    ["sv", ";"],
  ] as const)(
    "has no formulas and gives back every text without its guard (%s)",
    (language, separator) => {
      const row = fc.array(text, { minLength: 2, maxLength: 5 });
      const check = fc.property(row, (cells) => {
        const [read = [], ...others] = parse(csvLine(language, cells), separator);
        expect(others).toEqual([]);
        expect(read.map(source)).toEqual(cells);
        for (const cell of read) expect(cell).not.toMatch(FORBIDDEN);
      });
      fc.assert(check, { numRuns: 10_000 / 2 });
    },
  );

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    [" \u200b-1", "' \u200b-1"],
    ["＝1", "'＝1"],
    ["'quoted'", "''quoted'"],
    ["a, b; c", '"a, b; c"'],
    ["plain", "plain"],
    ["", ""],
  ])("writes %j as %s", (cell, written) =>
    expect(csvLine("en", [cell, "x"])).toBe(`${written},x\r\n`),
  );
});
