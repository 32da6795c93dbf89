import { SEARCH_WORD_NAMES, type SearchWordName } from "../search-word-names";

export interface SearchWord {
  name: SearchWordName;
  value: string;
  isNot: boolean;
  /** As it was typed. */
  source: string;
}

const QUOTE = '["“”„‟«»]';
const PLAIN = '[^"“”„‟«»]';
const WORD = `(-?)(${SEARCH_WORD_NAMES.join("|")}):(?:${QUOTE}(${PLAIN}*)${QUOTE}?|(\\S*))`;
/** A word that filters, a phrase, or anything else between blanks. */
const TOKEN = new RegExp(`${WORD}|-?${QUOTE}${PLAIN}*${QUOTE}?|\\S+`, "giu");

/** Separates filter words from the text. A word without a value is unfinished and ignored. */
export function parseSearch(typed: string): { text: string; words: SearchWord[] } {
  const words: SearchWord[] = [];
  const text = typed.replace(
    TOKEN,
    (source, minus?: string, typedName?: string, quoted?: string, plain?: string) => {
      const name = SEARCH_WORD_NAMES.find((one) => one === typedName?.toLowerCase());
      if (!name) return source;
      const value = (quoted ?? plain ?? "").trim();
      if (value) words.push({ name, value, isNot: minus === "-", source });
      return "";
    },
  );
  return { text: text.trim(), words };
}
