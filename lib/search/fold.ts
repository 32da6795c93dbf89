/** Characters that NFKC keeps and that lower-case to one character: most texts have no others. */
const SIMPLE =
  /^[\t-~\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u00de\u00e0-\u00ff\u2013\u2014\u2018-\u201e\u2022]*$/;

/** Soft hyphens, joiners, direction marks, variation selectors; U+200B separates words. */
const IGNORED = /(?!\u200b)\p{Default_Ignorable_Code_Point}/gu;

/** Other scripts keep their marks, which make other letters there. */
const LATIN_WITH_MARKS = /(\p{Script=Latin})\p{M}+/gu;

/** Letters whose accents are part of them. */
const PLAIN_LETTERS = new Map([
  ..."ðd øo đd łl ħh ŧt".split(" ").map(([letter = "", plain = ""]) => [letter, plain] as const),
  ["æ", "ae"],
  ["œ", "oe"],
  ["þ", "th"],
]);
const ACCENTED_LETTERS = new RegExp(`[${[...PLAIN_LETTERS.keys()].join("")}]`, "gu");

const ACCENTED_LATIN_1 = /[\u00e0-\u00f6\u00f8-\u00ff]/g;
const PLAIN_LATIN_1 = new Map(
  Array.from({ length: 32 }, (_unused, index) => String.fromCharCode(0xe0 + index)).map(
    (letter) => [letter, plainLatin(letter)],
  ),
);

export interface FoldedText {
  /** Normalized, with capitals. */
  normal: string;
  /** Case-folded; as long as `normal` unless folding changed a length. */
  folded: string;
}

export interface FoldOptions {
  /** As rows of the search version before were folded. */
  keepsAccents?: boolean;
}

/** Normalizes (NFKC), case-folds and removes the accents of Latin letters, independent of any locale. */
export function foldText(text: string, { keepsAccents = false }: FoldOptions = {}): FoldedText {
  if (SIMPLE.test(text)) {
    const lower = text.toLowerCase();
    if (keepsAccents) return { normal: text, folded: lower };
    const folded = lower.replace(ACCENTED_LATIN_1, (letter) => PLAIN_LATIN_1.get(letter) ?? letter);
    return { normal: text, folded };
  }
  const normal = text.replace(IGNORED, "").normalize("NFKC");
  const folded = normal
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll("ς", "σ")
    .replaceAll("i\u0307", "i");
  return { normal, folded: keepsAccents ? folded : plainLatin(folded) };
}

function plainLatin(lower: string): string {
  return lower
    .normalize("NFD")
    .replace(LATIN_WITH_MARKS, "$1")
    .replace(ACCENTED_LETTERS, (letter) => PLAIN_LETTERS.get(letter) ?? letter)
    .normalize("NFC");
}
