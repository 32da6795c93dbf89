import { foldText } from "./fold";
import { quoteLexeme, visitParts } from "./parts";

const MAX_CHARACTERS = 300;
const MAX_WORDS = 6;
const MIN_LENGTH = 4;
/** Shorter words match whole only. */
const MIN_BEGINNING = 6;

/** Said in every ticket; without accents. */
const COMMON = new Set(
  (
    "after again before does doing from have having help into need please since than that their " +
    "them then there they this what when where which will with would your " +
    "alla bara denna detta efter eller fran finns fungerar hade hela hjalp igen inte kommer kunna " +
    "maste mycket nagon nagot sedan skulle till utan vara varfor vart"
  ).split(" "),
);

/** The longest words that say anything, folded as the search's are. */
export function longestWords(text: string): string[] {
  const found = new Set<string>();
  const { folded } = foldText(text.slice(0, MAX_CHARACTERS));
  visitParts(folded, 0, folded.length, {
    word(part) {
      if (part.length >= MIN_LENGTH && !COMMON.has(part)) found.add(part);
    },
    run(characters) {
      characters.slice(1).forEach((second, index) => found.add(`${characters[index]}${second}`));
    },
  });
  return [...found].sort((one, other) => other.length - one.length).slice(0, MAX_WORDS);
}

/** A tsquery for texts with two of the words, or with the only one; null without any. */
export function similarQuery(words: readonly string[]): string | null {
  const terms = words.map((word) => quoteLexeme(word) + (word.length >= MIN_BEGINNING ? ":*" : ""));
  if (terms.length < 2) return terms[0] ?? null;
  const pairs = terms.flatMap((one, index) =>
    terms.slice(index + 1).map((other) => `${one} & ${other}`),
  );
  return pairs.join(" | ");
}
