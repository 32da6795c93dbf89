/** Shorter words have too many others that look like their singular. */
const MIN_LENGTH = 6;

/**
 * Regular plurals of folded words in English and Swedish. Not -er, which makes another word of too
 * many: worker, customer.
 */
const PLURALS: ReadonlyArray<[ending: RegExp, singular: string]> = [
  [/ies$/, "y"],
  [/(?<=s|x|z|ch|sh)es$/, ""],
  [/(?<=[a-hj-rtv-z])s$/, ""],
  [/or(?:na)?$/, "a"],
  [/[ae]rna$/, ""],
  [/ar$/, ""],
];

/** Returns possible singulars of a word; some may not be real words. */
export function singularsOf(word: string): string[] {
  if (word.length < MIN_LENGTH) return [];
  const meant = PLURALS.filter(([ending]) => ending.test(word));
  return meant.map(([ending, singular]) => word.replace(ending, singular));
}
