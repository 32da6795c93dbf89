import { foldText } from "./fold";
import { visitParts } from "./parts";
import { MAX_TYPED_WORDS, QUOTES } from "./query";

/** Longer searches are texts, which are not corrected. */
const MAX_CHUNKS = 20;
/** Misspelt words of a search that are corrected. */
const MAX_WORDS = 4;
/** Known words that must remain when others are left out. */
const MIN_KNOWN = 2;
const LETTERS = /^\p{L}{4,40}$/u;
const CHUNK = /\P{White_Space}+/gu;

/** Edits by which a word of this length may be misspelt. */
const allowedEdits = (length: number) => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

const isExcluded = (chunk: string) => chunk.startsWith("-");

/** Folded words that may be misspelt. None with quotes, which are exact, or with "or". */
export function spelledWords(typed: string): string[] {
  const chunks = typed.match(CHUNK) ?? [];
  const isExact = chunks.some((chunk) => chunk.toLowerCase() === "or") || hasQuotes(typed);
  if (isExact || chunks.length > MAX_CHUNKS) return [];
  const words = chunks.filter((chunk) => !isExcluded(chunk)).flatMap((chunk) => wordsIn(chunk));
  return [...new Set(words.map(({ word }) => word))].filter((word) => LETTERS.test(word));
}

const hasQuotes = (typed: string) => [...typed].some((character) => QUOTES.has(character));

/** The folded words of a text without spaces, with their places. */
export function wordsIn(chunk: string): Array<{ word: string; start: number; end: number }> {
  const { folded } = foldText(chunk);
  const words: Array<{ word: string; start: number; end: number }> = [];
  visitParts(folded, 0, folded.length, {
    word: (word, start, end) => words.push({ word, start, end }),
    run: () => undefined,
  });
  return words;
}

/** The search with words replaced or left out, and the one for exactly what was typed. */
export function respelled(
  typed: string,
  corrections: ReadonlyMap<string, string>,
): { corrected: string; exact: string } {
  const corrected = typed.replace(CHUNK, (chunk) => respelledChunk(chunk, corrections));
  const exact = typed.replace(CHUNK, (chunk) =>
    respelledChunk(chunk, corrections) === chunk ? chunk : `"${chunk}"`,
  );
  const kept = corrected.match(CHUNK) ?? [];
  return { corrected: kept.join(" "), exact };
}

function respelledChunk(chunk: string, corrections: ReadonlyMap<string, string>): string {
  if (isExcluded(chunk)) return chunk;
  const words = wordsIn(chunk).filter(({ word }) => corrections.has(word));
  if (words.length === 0) return chunk;
  if (words.every(({ word }) => !corrections.get(word))) return "";
  let text = foldText(chunk).folded;
  for (const { word, start, end } of words.toReversed())
    text = text.slice(0, start) + (corrections.get(word) ?? word) + text.slice(end);
  return text;
}

/**
 * Patterns for LIKE that each similar word meets: an edit leaves one half of a word whole, two
 * edits leave a third.
 */
export function similarPatterns(word: string): string[] {
  const half = Math.floor((word.length - 1) / 2);
  const patterns = [`${word.slice(0, half)}%`, `%${word.slice(-half)}`];
  if (word.length < 7) return patterns;
  const third = Math.floor(word.length / 3);
  patterns.push(`${word.slice(0, third)}%`, `%${word.slice(-third)}`);
  // The index has sequences of three letters.
  if (third >= 3) patterns.push(`%${word.slice(third, 2 * third)}%`);
  return patterns;
}

/** Known words, with the number of tickets that have them. */
export type KnownWords = ReadonlyMap<string, number>;

/** True if no word of the search but the last may be unfinished. */
export const isPasted = (typed: string): boolean =>
  (typed.match(CHUNK) ?? []).length > MAX_TYPED_WORDS;

/**
 * Returns the misspelt words with their corrections; an empty correction leaves out a word that is
 * like no other. Null if too little would remain to search for.
 */
export function corrections(
  words: readonly string[],
  known: KnownWords,
  isWhole = false,
): Map<string, string> | null {
  const all = [...known.keys()];
  const misspelt = words.filter((word) =>
    isWhole ? !known.has(word) : !all.some((one) => one.startsWith(word)),
  );
  if (misspelt.length > MAX_WORDS) return null;
  const found = new Map(misspelt.map((word) => [word, mostSimilar(word, known) ?? ""]));
  const unlike = misspelt.filter((word) => !found.get(word));
  const left = words.length - unlike.length;
  const isEnough = unlike.length === 0 || left >= MIN_KNOWN;
  return isEnough ? found : null;
}

function mostSimilar(word: string, known: KnownWords): string | undefined {
  let best: { word: string; rank: readonly number[] } | undefined;
  for (const [each, tickets] of known) {
    const most = allowedEdits(each.length);
    if (Math.abs(each.length - word.length) > most) continue;
    const edits = editDistance(word, each);
    if (edits > most) continue;
    const rank = [edits, each[0] === word[0] ? 0 : 1, -tickets];
    if (!best || isBefore(rank, best.rank)) best = { word: each, rank };
  }
  return best?.word;
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

/** Letters to add, remove, replace or swap with the next (optimal string alignment). */
function editDistance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_unused, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row++) {
    const distances = [row];
    rows.push(distances);
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      distances[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(one.length, other.length);
}

/** A folded word as texts spell it, in lower case. */
export function asSpelled(word: string, texts: readonly string[]): string {
  if (word === "") return word;
  for (const text of texts) {
    const { normal, folded } = foldText(text);
    if (folded.startsWith(word) && normal.length === folded.length)
      return normal.slice(0, word.length).toLowerCase();
  }
  return word;
}
