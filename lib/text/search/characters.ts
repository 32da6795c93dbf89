/** Kinds of characters, as the search sees them. */
export const SEPARATOR = 1;
export const BLANK = 2;
/** Starts or continues a word: letters and digits. */
export const WORD = 3;
/** Continues a word, but starts none. */
export const MARK = 4;
/** A letter, digit or mark of a script that writes no blanks between words. */
export const UNSPACED = 5;

/**
 * Hangul has blanks, but particles and compounds are written without: a noun in the middle of a
 * word could not be found by its beginning.
 */
const UNSPACED_SCRIPTS = [
  "Han",
  "Hiragana",
  "Katakana",
  "Bopomofo",
  "Hangul",
  "Thai",
  "Lao",
  "Khmer",
  "Myanmar",
]
  .map((script) => `\\p{scx=${script}}`)
  .join("");

/** Later ones overrule earlier ones. Unspaced: of what the two before it have found. */
const KINDS: ReadonlyArray<[kind: number, characters: RegExp]> = [
  [BLANK, /\p{White_Space}+/gu],
  [WORD, /[\p{L}\p{N}]+/gu],
  [MARK, /\p{M}+/gu],
  [UNSPACED, new RegExp(`[${UNSPACED_SCRIPTS}]+`, "gu")],
];

const BLOCK = 1_024;
const SURROGATES = { from: 0xd800, to: 0xdfff };

/** Kinds by code point; 0 in blocks that no text has needed yet. */
const known = new Uint8Array(0x110000);

/** Finds the kinds of a whole block at once: to ask for each character takes far longer. */
function classifyBlock(start: number): void {
  const isSurrogate = start >= SURROGATES.from && start <= SURROGATES.to;
  const points = Array.from({ length: BLOCK }, (_unused, index) => start + index);
  known.fill(SEPARATOR, start, start + BLOCK);
  if (isSurrogate) return;
  const text = String.fromCodePoint(...points);
  const width = text.length / BLOCK;
  for (const [kind, characters] of KINDS) {
    for (const { 0: found, index } of text.matchAll(characters)) {
      const from = start + index / width;
      for (let point = from; point < from + found.length / width; point++) {
        const before = known[point] ?? SEPARATOR;
        if (kind !== UNSPACED || before === WORD || before === MARK) known[point] = kind;
      }
    }
  }
}

/** Returns the kind of the character with this code point. */
export function kindOf(codePoint: number): number {
  const kind = known[codePoint] ?? SEPARATOR;
  if (kind !== 0) return kind;
  classifyBlock(codePoint - (codePoint % BLOCK));
  return known[codePoint] ?? SEPARATOR;
}
