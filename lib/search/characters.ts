/** Kinds of characters. */
export const KIND = {
  SEPARATOR: 1,
  BLANK: 2,
  /** Starts or continues a word: letters and digits. */
  WORD: 3,
  /** Continues a word. */
  MARK: 4,
  /** Belongs to a script without blanks between words. */
  UNSPACED: 5,
} as const;

const { SEPARATOR, BLANK, WORD, MARK, UNSPACED } = KIND;

/** Hangul has blanks, but particles and compounds are written without. */
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

/** Later entries override earlier ones; the last applies within the two before it. */
const KINDS: ReadonlyArray<[kind: number, characters: RegExp]> = [
  [BLANK, /\p{White_Space}+/gu],
  [WORD, /[\p{L}\p{N}]+/gu],
  [MARK, /\p{M}+/gu],
  [UNSPACED, new RegExp(`[${UNSPACED_SCRIPTS}]+`, "gu")],
];

const BLOCK = 1_024;
const SURROGATES = { from: 0xd800, to: 0xdfff };

/** Kinds by code point, filled block by block. */
const known = new Uint8Array(0x110000);

/** Classifying a block is much faster than testing each character. */
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

/** A lone surrogate separates words. */
export function kindAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return kindOf(unit >= 0xd800 && unit < 0xdc00 ? (text.codePointAt(index) ?? unit) : unit);
}

function kindOf(codePoint: number): number {
  const kind = known[codePoint] ?? SEPARATOR;
  if (kind !== 0) return kind;
  classifyBlock(codePoint - (codePoint % BLOCK));
  return known[codePoint] ?? SEPARATOR;
}
