import type { Audience } from "../../routes";
import { type SearchWordName, wordNames } from "../search-word-names";

export interface SearchWord {
  name: SearchWordName;
  value: string;
  isNot: boolean;
  /** As it was typed. */
  source: string;
}

const QUOTE = '["“”„‟«»]';
const PLAIN = '[^"“”„‟«»]';

/** A word that filters, a phrase, or anything else between blanks. */
function tokenOf(audience: Audience): RegExp {
  const names = wordNames(audience).join("|");
  const word = `(-?)(${names}):(?:${QUOTE}(${PLAIN}*)${QUOTE}?|(\\S*))`;
  return new RegExp(`${word}|-?${QUOTE}${PLAIN}*${QUOTE}?|\\S+`, "giu");
}

const TOKENS: Readonly<Record<Audience, RegExp>> = {
  customer: tokenOf("customer"),
  staff: tokenOf("staff"),
};

/** Separates filter words from the text. A word without a value is unfinished and ignored. */
export function parseSearch(
  typed: string,
  audience: Audience,
): { text: string; words: SearchWord[] } {
  const words: SearchWord[] = [];
  const text = typed.replace(
    TOKENS[audience],
    (source, minus?: string, typedName?: string, quoted?: string, plain?: string) => {
      const name = wordNames(audience).find((one) => one === typedName?.toLowerCase());
      if (!name) return source;
      const value = (quoted ?? plain ?? "").trim();
      if (value) words.push({ name, value, isNot: minus === "-", source });
      return "";
    },
  );
  return { text: text.trim(), words };
}
