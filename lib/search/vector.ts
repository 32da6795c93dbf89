import { foldText } from "./fold";
import { compoundLexeme, type PartVisitor, quoteLexeme, visitParts, WINDOW } from "./parts";

/** Bounds the work per ticket. */
const MAX_CHARACTERS = 1_000_000;
/** PostgreSQL allows 1,048,575 bytes. */
export const MAX_VECTOR_BYTES = 900_000;
/** PostgreSQL's limits: highest position, and positions per lexeme. */
const MAX_POSITION = 16_383;
const MAX_POSITIONS = 255;
/** Longest phrase (minus one) found across a restart of positions. */
const OVERLAP = 16;
/** Keeps a lexeme within its maximum of positions. */
const SHORTEST_CYCLE = MAX_POSITIONS - OVERLAP;
/** Per camel-case word such as OutOfMemoryError. */
const MAX_ENDINGS = 8;
const MIN_ENDING_LENGTH = 3;
const MAX_CASED_LENGTH = 64;
const LETTERS_ONLY = /^\p{L}+$/u;
const CASE_BORDER = /\p{Ll}\p{Lu}/u;
const CASE_BORDERS = /(?<=\p{Ll})(?=\p{Lu})/gu;
/** Padding and position count. */
const LEXEME_OVERHEAD = 3;

/**
 * Builds a ticket's tsvector: words, sequences of up to three parts of a compound, and character
 * pairs of scripts without blanks.
 */
export class SearchVector implements PartVisitor {
  private readonly occurrences = new Map<string, number[]>();
  private bytes = 0;
  private characters = 0;
  /** Position of the next word, from 1. */
  private next = 1;
  private compound: string[] = [];
  /** The unfolded text, if camel-case words can be split. */
  private cased: string | null = null;

  /** Leaves a gap, so that no phrase spans two texts. */
  add(text: string): void {
    const taken = text.slice(0, MAX_CHARACTERS - this.characters);
    this.characters += taken.length;
    const { normal, folded } = foldText(taken);
    // Both forms must have equal indexes.
    this.cased = normal.length === folded.length && CASE_BORDER.test(normal) ? normal : null;
    // Some characters expand to many.
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

  /** Indexes MemoryError and Error of OutOfMemoryError. */
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

  /** Restarts positions beyond PostgreSQL's limit: all phrases are found, with a few false ones. */
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

/** Repeats positions 1 to `cycle`, overlapping at each restart. */
function cycled(places: number[], cycle: number): number[] {
  const positions = new Set<number>();
  for (const place of places) {
    const offset = (place - 1) % cycle;
    positions.add(offset + 1);
    if (place > cycle && offset < OVERLAP) positions.add(cycle + offset + 1);
  }
  return [...positions];
}
