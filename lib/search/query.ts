import { KIND, kindAt } from "./characters";
import { type FoldOptions, foldText } from "./fold";
import { compoundLexeme, quoteLexeme, visitParts, WINDOW } from "./parts";
import { singularsOf } from "./singulars";

const { BLANK, UNSPACED, WORD } = KIND;

/** Characters; the rest is ignored. */
export const MAX_QUERY_CHARACTERS = 300;
const MAX_QUERY_WORDS = 32;
/** Longer queries count as pasted: only their last word may be unfinished. */
export const MAX_TYPED_WORDS = 8;
/** Shorter words match whole only: nearly every ticket has a word with such a prefix. */
const MIN_BEGINNING = 3;

export const QUOTES: ReadonlySet<string> = new Set(['"', "“", "”", "„", "‟", "«", "»"]);

interface Item {
  text: string;
  isPhrase: boolean;
  /** Still being typed, or a phrase without its closing quote. */
  isOpen: boolean;
  isExcluded: boolean;
}

interface Step {
  lexeme: string;
  isPrefix: boolean;
  position: number;
}

/**
 * Converts a search to a tsquery: prefixes of words, quoted phrases, minus to exclude, "or".
 * Returns null without any word. Prefixes are avoided where possible, as PostgreSQL collects all
 * their tickets first.
 */
export function searchQuery(typed: string, options?: FoldOptions): string | null {
  const { folded } = foldText(typed.slice(0, MAX_QUERY_CHARACTERS), options);
  const alternatives: string[][] = [];
  let terms: string[] = [];
  let count = 0;
  let isOrPending = false;
  const items = [...itemsOf(folded)];
  const isPasted = items.length > MAX_TYPED_WORDS;
  for (const [index, item] of items.entries()) {
    const shortest = index === items.length - 1 ? 1 : isPasted ? Infinity : MIN_BEGINNING;
    if (isOr(item) && !isOrPending && terms.length > 0) {
      isOrPending = true;
      continue;
    }
    const term = termOf(item, shortest);
    if (term === null) continue;
    if (++count > MAX_QUERY_WORDS) break;
    if (isOrPending) {
      alternatives.push(terms);
      terms = [];
      isOrPending = false;
    }
    terms.push(term);
  }
  // A trailing "or" is an ordinary word.
  if (isOrPending) terms.push("'or':*");
  if (terms.length > 0) alternatives.push(terms);
  return alternatives.length === 0 ? null : alternatives.map((all) => all.join(" & ")).join(" | ");
}

/** Words that stand together in a search: one, a compound, a phrase, or a run without blanks. */
export interface SoughtWords {
  parts: string[];
  /** The last one may go on. */
  isPrefix: boolean;
  /** Only signs are between them. */
  isCompound: boolean;
  /** Of a single word, found as well. */
  singulars: readonly string[];
}

/** Returns the words to highlight in a search's results. */
export function soughtWords(typed: string): SoughtWords[] {
  const { folded } = foldText(typed.slice(0, MAX_QUERY_CHARACTERS));
  const items = [...itemsOf(folded)].slice(0, MAX_QUERY_WORDS);
  return items.flatMap((item, index) =>
    item.isExcluded || isOr(item)
      ? []
      : soughtIn(item, index === items.length - 1 ? 1 : MIN_BEGINNING),
  );
}

function soughtIn({ text, isPhrase, isOpen }: Item, shortest: number): SoughtWords[] {
  const sought: SoughtWords[] = [];
  let last: SoughtWords | undefined;
  visitParts(text, 0, text.length, {
    word(part, _start, _end, joined) {
      const before = joined || isPhrase ? last : undefined;
      if (before) {
        before.parts.push(part);
        before.isPrefix = isOpen;
        before.singulars = [];
        return;
      }
      const isPrefix = isOpen && part.length >= shortest;
      const singulars = isPhrase ? [] : singularsOf(part);
      sought.push((last = { parts: [part], isPrefix, isCompound: !isPhrase, singulars }));
    },
    run(characters) {
      last = undefined;
      const parts = [characters.join("")];
      sought.push({ parts, isPrefix: true, isCompound: false, singulars: [] });
    },
  });
  return sought;
}

function isOr(item: Item): boolean {
  return item.text === "or" && !item.isPhrase && !item.isExcluded;
}

function* itemsOf(text: string): Generator<Item> {
  for (let at = 0; at < text.length;) {
    if (kindAt(text, at) === BLANK) {
      at += 1;
      continue;
    }
    const isExcluded = isMinus(text, at);
    if (isExcluded) at += 1;
    const isPhrase = QUOTES.has(text.charAt(at));
    if (isPhrase) at += 1;
    const start = at;
    while (at < text.length && !QUOTES.has(text.charAt(at))) {
      if (!isPhrase && kindAt(text, at) === BLANK) break;
      at += 1;
    }
    yield {
      text: text.slice(start, at),
      isPhrase,
      isOpen: !isPhrase || at >= text.length,
      isExcluded,
    };
    if (isPhrase) at += 1;
  }
}

/** A minus is an operator only at the start of a word or phrase. */
function isMinus(text: string, at: number): boolean {
  if (text.charAt(at) !== "-" || at + 1 >= text.length) return false;
  if (at > 0 && kindAt(text, at - 1) !== BLANK) return false;
  const next = kindAt(text, at + 1);
  return next === WORD || next === UNSPACED || QUOTES.has(text.charAt(at + 1));
}

/** Words of at least `shortest` characters match as prefixes. */
function termOf({ text, isPhrase, isOpen, isExcluded }: Item, shortest: number): string | null {
  if (isExcluded) {
    const excluded = isPhrase ? phraseOf(text, false) : wordOf(text, null);
    return excluded === null ? null : `!(${excluded})`;
  }
  return isPhrase ? phraseOf(text, isOpen) : wordOf(text, shortest);
}

/** `shortest` null: matches whole words only. */
function wordOf(text: string, shortest: number | null): string | null {
  const terms: string[] = [];
  let compound: string[] = [];
  const endCompound = () => {
    if (compound.length > 0) terms.push(...compoundTerms(compound, shortest));
    compound = [];
  };
  visitParts(text, 0, text.length, {
    word(part, _start, _end, joined) {
      if (!joined) endCompound();
      compound.push(part);
    },
    run(characters) {
      endCompound();
      terms.push(sequence(runSteps(characters, 0)));
    },
  });
  endCompound();
  return terms.length === 0 ? null : terms.join(" & ");
}

/** Covers all parts of a compound with indexed sequences. */
function compoundTerms(parts: string[], shortest: number | null): string[] {
  const [only = "", ...others] = parts;
  if (others.length === 0) {
    const whole = term(only, shortest !== null && only.length >= shortest);
    const singulars = shortest === null ? [] : singularsOf(only);
    const all = [whole, ...singulars.map((singular) => term(singular, false))];
    return [all.length > 1 ? `(${all.join(" | ")})` : whole];
  }
  const last = Math.max(0, parts.length - WINDOW);
  const windows: string[] = [];
  for (let start = 0; start < last; start++) {
    windows.push(term(compoundLexeme(parts.slice(start, start + WINDOW)), false));
  }
  const ending = compoundLexeme(parts.slice(last));
  if (shortest !== null) return [...windows, term(ending, true)];
  if (parts.length >= WINDOW) return [...windows, term(ending, false)];
  return [`(${term(ending, false)} | ${term(`${ending}-`, true)})`];
}

function phraseOf(text: string, isOpen: boolean): string | null {
  const steps: Step[] = [];
  let position = 0;
  visitParts(text, 0, text.length, {
    word(part) {
      steps.push({ lexeme: part, isPrefix: false, position: position++ });
    },
    run(characters) {
      steps.push(...runSteps(characters, position));
      position += characters.length;
    },
  });
  const last = steps.at(-1);
  if (!last) return null;
  last.isPrefix ||= isOpen;
  return sequence(steps);
}

/** A single character is a prefix of its pairs. */
function runSteps(characters: string[], position: number): Step[] {
  const [only = ""] = characters;
  if (characters.length === 1) return [{ lexeme: only, isPrefix: true, position }];
  return characters.slice(0, -1).map((character, index) => {
    const lexeme = character + (characters[index + 1] ?? "");
    return { lexeme, isPrefix: false, position: position + index };
  });
}

function sequence(steps: Step[]): string {
  const text = steps.map(({ lexeme, isPrefix, position }, index) => {
    const before = steps[index - 1];
    const distance = before ? `<${position - before.position}> ` : "";
    return distance + term(lexeme, isPrefix);
  });
  return steps.length === 1 ? text.join("") : `(${text.join(" ")})`;
}

function term(lexeme: string, isPrefix: boolean): string {
  return quoteLexeme(lexeme) + (isPrefix ? ":*" : "");
}
