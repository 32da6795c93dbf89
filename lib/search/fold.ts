/** Characters that NFKC keeps and that lower-case to one character: most texts have no others. */
const SIMPLE =
  /^[\t-~\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u00de\u00e0-\u00ff\u2013\u2014\u2018-\u201e\u2022]*$/;

/** Soft hyphens, joiners, direction marks, variation selectors; U+200B separates words. */
const IGNORED = /(?!\u200b)\p{Default_Ignorable_Code_Point}/gu;

export interface FoldedText {
  /** Normalized, with capitals. */
  normal: string;
  /** Case-folded; as long as `normal` unless folding changed a length. */
  folded: string;
}

/** Normalizes (NFKC) and case-folds a text, independent of any locale. */
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
