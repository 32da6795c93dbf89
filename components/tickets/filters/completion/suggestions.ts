import type { FilterChoice } from "@/lib/tickets/list/types";
import type { SearchWordName } from "@/lib/tickets/search-word-names";

const MAX_SUGGESTIONS = 7;

/** Letters of a filter's name; with fewer, most words would match. */
const MIN_TYPED = 2;

/** The word that ends where the caret is. */
const LAST_WORD = /(?:^|\s)((-?)(?:([a-z]+):(?:"([^"]*)|([^\s"]*))|(\p{L}*)))$/iu;

export interface Suggestion {
  /** Takes the place of what was typed from `start` on. */
  text: string;
  label: string;
}

interface Suggestions {
  start: number;
  items: Suggestion[];
}

/** The words of an audience. */
type Offered = Readonly<Partial<Record<SearchWordName, { label: string; values: FilterChoice[] }>>>;

/** Returns suggestions for the text before the caret; with `isAsked`, even before a word begins. */
export function suggestionsFor(
  before: string,
  offered: Offered,
  isAsked: boolean,
): Suggestions | null {
  const found = LAST_WORD.exec(before);
  if (!found) return null;
  const [, word = "", minus = "", typedName, quoted, plain = "", begun = ""] = found;
  const start = before.length - word.length;
  if (typedName === undefined) {
    if (begun ? begun.length < MIN_TYPED : !minus && !isAsked) return null;
    const isMatch = (text: string) => text.toLowerCase().startsWith(begun.toLowerCase());
    const items = Object.entries(offered)
      .map(([name, { label }]) => ({ name, label }))
      .filter(({ name, label }) => isMatch(name) || (label && isMatch(label)))
      .map(({ name, label }) => ({ text: `${minus}${name}:`, label }));
    return items.length > 0 ? { start, items } : null;
  }
  const [name, filter] =
    Object.entries(offered).find(([one]) => one === typedName.toLowerCase()) ?? [];
  if (!name || !filter) return null;
  const typed = (quoted ?? plain).toLowerCase();
  const items = filter.values
    .filter(({ value, label }) => [value, label].some((one) => one.toLowerCase().includes(typed)))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ value, label }) => ({ text: `${minus}${name}:${quotedValue(value)} `, label }));
  return items.length > 0 ? { start, items } : null;
}

const quotedValue = (value: string) => (/\s/.test(value) ? `"${value}"` : value);
