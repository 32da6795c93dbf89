/**
 * Characters that NFKC leaves alone and whose lower case is one character: ASCII, most of Latin-1,
 * common dashes and quotation marks. Most texts consist of nothing else.
 */
const SIMPLE =
  /^[\t-~\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u00de\u00e0-\u00ff\u2013\u2014\u2018-\u201e\u2022]*$/;

/** Soft hyphens, joiners, direction marks, variation selectors. A zero-width blank separates words. */
const IGNORED = /(?!\u200b)\p{Default_Ignorable_Code_Point}/gu;

export interface FoldedText {
  /** In one normal form, with its capital letters. */
  normal: string;
  /** The same without differences of case. As long as `normal`, unless folding changed a length. */
  folded: string;
}

/**
 * Brings a text into the form in which it is compared: NFKC, without invisible characters, and with
 * case folded the same way in every language (both i's of Turkish, ß as ss, one sigma). Depends on
 * no locale of this machine or of the database.
 */
export function foldText(text: string): FoldedText {
  if (SIMPLE.test(text)) return { normal: text, folded: text.toLowerCase() };
  const normal = text.replace(IGNORED, "").normalize("NFKC");
  const folded = normal
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll("ς", "σ")
    .replaceAll("i\u0307", "i");
  return { normal, folded };
}
