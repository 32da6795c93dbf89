import fc from "fast-check";

const codePoints = (min: number, max: number) => fc.integer({ min, max });

const UNIT = fc
  .oneof(
    codePoints(0, 0x7f),
    // Directions, joiners and other invisible characters.
    codePoints(0x2000, 0x206f),
    // Half surrogates included.
    codePoints(0, 0xffff),
    codePoints(0x10000, 0x10ffff),
  )
  .map((point) => String.fromCodePoint(point));

/**
 * Any text, whether it is well-formed or not. Replaces fast-check's unit "binary", which lists all of Unicode first: a second of
 * CPU in every file that uses it.
 */
export function anyText(
  constraints: { minLength?: number; maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ unit: UNIT, ...constraints });
}

const PATH = fc.constantFrom(
  "/",
  "a",
  "?b=1",
  "#c",
  "(",
  ")",
  "[",
  "]",
  "%20",
  "é",
  "。",
  "&amp;",
  "'",
  "*",
  ".",
  ",",
  "@",
);

/** Web addresses and what may stand in or after one. Cheaper than `fc.webUrl`. */
export function anyWebAddress(): fc.Arbitrary<string> {
  const start = fc.constantFrom("http://", "https://", "HTTPS://", "www.");
  const rest = fc.array(PATH, { maxLength: 8 }).map((pieces) => pieces.join(""));
  return fc.tuple(start, fc.domain(), rest).map((parts) => parts.join(""));
}
