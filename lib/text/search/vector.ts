import { foldText } from "./fold";
import { compoundLexeme, type PartVisitor, quoteLexeme, visitParts, WINDOW } from "./parts";

/** Text of one ticket beyond this is not searchable: it bounds the work. */
export const MAX_CHARACTERS = 1_000_000;
/** Bytes of one ticket's lexemes and positions; PostgreSQL refuses more than 1,048,575. */
export const MAX_VECTOR_BYTES = 900_000;
/** PostgreSQL's own limits: the highest position, and positions of one lexeme. */
const MAX_POSITION = 16_383;
const MAX_POSITIONS = 255;
/** Phrases up to one word longer than this are found where the positions begin again. */
const OVERLAP = 16;
/** Positions that begin again this often never exceed those of one lexeme. */
const SHORTEST_CYCLE = MAX_POSITIONS - OVERLAP;
/** Of a word such as OutOfMemoryError, so many endings are indexed. */
const MAX_ENDINGS = 8;
const MIN_ENDING_LENGTH = 3;
const MAX_CASED_LENGTH = 64;
const LETTERS_ONLY = /^\p{L}+$/u;
const CASE_BORDER = /\p{Ll}\p{Lu}/u;
const CASE_BORDERS = /(?<=\p{Ll})(?=\p{Lu})/gu;
/** Bytes of each lexeme beside its own: padding, and how many positions follow. */
const LEXEME_OVERHEAD = 3;

/**
 * The search words of one ticket as a tsvector: each word at its position, each sequence of up to
 * three adjacent parts of a compound, and pairs of the characters of scripts without blanks.
 */
export class SearchVector implements PartVisitor {
  private readonly occurrences = new Map<string, number[]>();
  private bytes = 0;
  private characters = 0;
  /** The position of the next word, from 1. */
  private next = 1;
  private compound: string[] = [];
  /** The text at hand with its capital letters, if it has words to be cut at them. */
  private cased: string | null = null;

  /** Adds a text, with a gap before it: no phrase reaches from one text into another. */
  add(text: string): void {
    const taken = text.slice(0, MAX_CHARACTERS - this.characters);
    this.characters += taken.length;
    const { normal, folded } = foldText(taken);
    // Both forms must run side by side.
    this.cased = normal.length === folded.length && CASE_BORDER.test(normal) ? normal : null;
    // A few characters stand for many: what they make of a text is bounded as well.
    visitParts(folded, 0, Math.min(folded.length, MAX_CHARACTERS), this);
    this.endCompound();
    this.next += 1;
  }

  word(text: string, start: number, end: number, joined: boolean): void {
    if (!joined) this.endCompound();
    this.compound.push(text);
    this.put(text, this.next++);
    if (this.cased !== null) this.putEndings(this.cased.slice(start, end));
  }

  run(characters: string[]): void {
    this.endCompound();
    for (const [index, character] of characters.entries()) {
      this.put(character + (characters[index + 1] ?? ""), this.next++);
    }
  }

  private endCompound(): void {
    const { compound } = this;
    if (compound.length === 0) return;
    for (let index = 0; index < compound.length - 1; index++) {
      this.put(compoundLexeme(compound.slice(index, index + WINDOW)));
    }
    this.compound = [];
  }

  /** MemoryError and Error of OutOfMemoryError. */
  private putEndings(word: string): void {
    if (word.length > MAX_CASED_LENGTH || !CASE_BORDER.test(word) || !LETTERS_ONLY.test(word))
      return;
    let endings = 0;
    for (const { index } of word.matchAll(CASE_BORDERS)) {
      if (word.length - index < MIN_ENDING_LENGTH || ++endings > MAX_ENDINGS) return;
      this.put(foldText(word.slice(index)).folded);
    }
  }

  private put(lexeme: string, position?: number): void {
    let positions = this.occurrences.get(lexeme);
    if (!positions) {
      const size = Buffer.byteLength(lexeme) + LEXEME_OVERHEAD;
      if (this.bytes + size > MAX_VECTOR_BYTES) return;
      this.bytes += size;
      this.occurrences.set(lexeme, (positions = []));
    }
    if (position === undefined) return;
    if (positions.length < MAX_POSITIONS) {
      if (this.bytes + 2 > MAX_VECTOR_BYTES) return;
      this.bytes += 2;
    }
    positions.push(position);
  }

  /** The text that PostgreSQL casts to a tsvector. */
  toString(): string {
    const positionsOf = this.positions();
    const entries: string[] = [];
    for (const [lexeme, occurrences] of this.occurrences) {
      const quoted = quoteLexeme(lexeme);
      entries.push(
        occurrences.length === 0 ? quoted : `${quoted}:${positionsOf(occurrences).join(",")}`,
      );
    }
    return entries.join(" ");
  }

  /**
   * How places in the text become positions. Beyond PostgreSQL's limits they begin again, so that
   * a long ticket's phrases are all found; some words that stand apart then pass for a phrase.
   */
  private positions(): (occurrences: number[]) => number[] {
    let most = 0;
    for (const { length } of this.occurrences.values()) most = Math.max(most, length);
    if (this.next <= MAX_POSITION && most <= MAX_POSITIONS) {
      return (places) => places;
    }
    const frequent = [...this.occurrences.values()].filter(
      ({ length }) => length > MAX_POSITIONS / 2,
    );
    let cycle = MAX_POSITION - OVERLAP;
    while (cycle > SHORTEST_CYCLE) {
      const within = cycle;
      if (frequent.every((places) => cycled(places, within).length <= MAX_POSITIONS)) break;
      cycle = Math.max(SHORTEST_CYCLE, cycle >> 1);
    }
    return (places) => cycled(places, cycle);
  }
}

/** Positions 1 to `cycle`, again and again; the first ones of each further round also follow the last. */
function cycled(places: number[], cycle: number): number[] {
  const positions = new Set<number>();
  for (const place of places) {
    const offset = (place - 1) % cycle;
    positions.add(offset + 1);
    if (place > cycle && offset < OVERLAP) positions.add(cycle + offset + 1);
  }
  return [...positions];
}
