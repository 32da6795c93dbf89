import { KIND, kindAt } from "./characters";
import { foldText } from "./fold";
import { visitParts } from "./parts";
import { type SoughtWords, soughtWords } from "./query";

/** Start and end in a text. */
export type Mark = readonly [start: number, end: number];

/** A word of a text, or a run of a script without blanks. */
interface Piece {
  folded: string;
  /** The text's indexes of a mark from and to folded units. */
  mark: (from: number, to: number) => Mark;
  /** Adjacent to the previous word. */
  joined: boolean;
}

const CHUNK = /\P{White_Space}+/gu;
const LETTER = /\P{M}\p{M}*|\p{M}+/gu;

/** Empty where the text cannot have any of the words. */
function piecesOf(text: string, sought: readonly SoughtWords[]): Piece[] {
  const { normal, folded } = foldText(text);
  const mayHave = ({ parts: [first = ""], singulars }: SoughtWords) =>
    [first, ...singulars].some((word) => folded.includes(word));
  if (!sought.some(mayHave)) return [];
  const pieces: Piece[] = [];
  if (normal === text && folded.length === text.length)
    addPieces(pieces, folded, (from, to) => [from, to]);
  else
    for (const { 0: chunk, index: offset } of text.matchAll(CHUNK)) addChunk(pieces, chunk, offset);
  return pieces;
}

function addChunk(pieces: Piece[], chunk: string, offset: number): void {
  const { normal, folded } = foldText(chunk);
  if (normal === chunk && folded.length === chunk.length)
    return addPieces(pieces, folded, (from, to) => [offset + from, offset + to]);
  const { letters, marks } = foldLetters(chunk, offset);
  addPieces(pieces, letters, (from, to) => [marks[from]?.[0] ?? 0, marks[to - 1]?.[1] ?? 0]);
}

function addPieces(pieces: Piece[], folded: string, mark: Piece["mark"]): void {
  const add = (word: string, start: number, joined: boolean) =>
    pieces.push({ folded: word, mark: (from, to) => mark(start + from, start + to), joined });
  visitParts(folded, 0, folded.length, {
    word: (word, start, _end, joined) => add(word, start, joined),
    run: (characters, start) => add(characters.join(""), start, false),
  });
}

/** Folds letter by letter, where lengths change. */
function foldLetters(chunk: string, offset: number): { letters: string; marks: Mark[] } {
  let letters = "";
  const marks: Mark[] = [];
  for (const { 0: letter, index } of chunk.matchAll(LETTER)) {
    const { folded } = foldText(letter);
    const start = offset + index;
    for (let unit = 0; unit < folded.length; unit++) marks.push([start, start + letter.length]);
    letters += folded;
  }
  return { letters, marks };
}

/** Where a text has the words sought, and which of them it has. */
interface Finding {
  marks: Mark[];
  words: Set<SoughtWords>;
}

function find(text: string, sought: readonly SoughtWords[]): Finding {
  const pieces = piecesOf(text, sought);
  const marks: Mark[] = [];
  const words = new Set<SoughtWords>();
  for (const each of sought) {
    for (const index of pieces.keys()) {
      const found = marksAt(text, pieces.slice(index, index + each.parts.length), each);
      if (found.length > 0) words.add(each);
      marks.push(...found);
    }
  }
  return { marks: united(marks), words };
}

/** Empty unless the pieces are the words. */
function marksAt(text: string, pieces: readonly Piece[], sought: SoughtWords): Mark[] {
  const { parts, isPrefix, isCompound, singulars } = sought;
  const [first = "", ...others] = parts;
  const [piece] = pieces;
  if (!piece || pieces.length < parts.length) return [];
  if (others.length === 0) {
    if (isUnspaced(first)) return runMarks(piece, first);
    if (![first, ...singulars].some((word) => piece.folded.includes(word))) return [];
    const start = startsIn(text, piece).find((at) => {
      const word = piece.folded.slice(at);
      return isMatch(word, first, isPrefix) || singulars.includes(word);
    });
    return start === undefined ? [] : [piece.mark(start, piece.folded.length)];
  }
  const isFound = pieces.every(
    ({ folded, joined }, place) =>
      (place === 0 || joined || !isCompound) &&
      isMatch(folded, parts[place] ?? "", isPrefix && place === parts.length - 1),
  );
  return isFound ? pieces.map(({ mark, folded }) => mark(0, folded.length)) : [];
}

const isMatch = (word: string, sought: string, isPrefix: boolean) =>
  isPrefix ? word.startsWith(sought) : word === sought;

const CASE_BORDERS = /(?<=\p{Ll})(?=\p{Lu})/gu;

/** Of a camel-case word, the starts of its endings as well. */
function startsIn(text: string, { folded, mark }: Piece): number[] {
  const [start, end] = mark(0, folded.length);
  if (end - start !== folded.length) return [0];
  return [0, ...[...text.slice(start, end).matchAll(CASE_BORDERS)].map(({ index }) => index)];
}

const isUnspaced = (text: string) => kindAt(text, 0) === KIND.UNSPACED;

function runMarks({ folded, mark }: Piece, sought: string): Mark[] {
  const marks: Mark[] = [];
  for (let at = folded.indexOf(sought); at !== -1; at = folded.indexOf(sought, at + sought.length))
    marks.push(mark(at, at + sought.length));
  return marks;
}

/** Sorted, without overlaps. */
function united(marks: Mark[]): Mark[] {
  const all: Mark[] = [];
  for (const mark of marks.toSorted((one, other) => one[0] - other[0] || other[1] - one[1])) {
    const last = all.at(-1);
    if (last && mark[0] < last[1]) {
      all[all.length - 1] = [last[0], Math.max(last[1], mark[1])];
    } else if (mark[1] > mark[0]) all.push(mark);
  }
  return all;
}

/** Where a text has the words of a search. */
export function marksIn(text: string, typed: string): Mark[] {
  return find(text, soughtWords(typed)).marks;
}

/** Text by turns without and with a mark, beginning without. */
export type MarkedParts = readonly string[];

export function markedText(text: string, marks: readonly Mark[]): MarkedParts {
  const bounds = [0, ...marks.flat(), text.length];
  return bounds.slice(1).map((end, index) => text.slice(bounds[index], end));
}

export interface SnippetSource {
  kind: "file" | "message" | "opening" | "person" | "id";
  /** Of a message: who wrote it. */
  author: string | null;
  text: string;
}

export interface Snippet extends Omit<SnippetSource, "text"> {
  text: MarkedParts;
}

const AROUND = 60;
/** Longer than a grapheme, but for a few made up. */
const MARGIN = 40;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Cuts the best place out of texts of one ticket: that with the most of the words that `subject`
 * lacks, the first one of equals. Null if the subject has them all.
 */
export function bestSnippet(
  subject: string,
  sources: readonly SnippetSource[],
  typed: string,
): Snippet | null {
  const sought = soughtWords(typed);
  const inSubject = find(subject, sought).words;
  const missing = sought.filter((words) => !inSubject.has(words));
  if (missing.length === 0) return null;
  let best: { source: SnippetSource; finding: Finding } | undefined;
  for (const source of sources) {
    const finding = find(source.text, missing);
    if (finding.words.size > (best?.finding.words.size ?? 0)) best = { source, finding };
    if (finding.words.size === missing.length) break;
  }
  if (!best) return null;
  const { text: given, ...about } = best.source;
  const text = withoutTableMarks(given);
  return { ...about, text: cut(text, find(text, sought).marks, best.finding.marks[0]) };
}

const TABLE_ROW = /^\s*\||\|\s*$/;
const RULE = /^[\s:=-]*$/;

/** Replaces the borders of tables and lines of dashes with blanks. */
function withoutTableMarks(text: string): string {
  const cells = (line: string) =>
    line
      .split("|")
      .map((cell) => (RULE.test(cell) ? " ".repeat(cell.length) : cell))
      .join(" ");
  return text
    .split("\n")
    .map((line) => (TABLE_ROW.test(line) || RULE.test(line) ? cells(line) : line))
    .join("\n");
}

/** The surroundings of the first mark, on one line. */
function cut(text: string, marks: readonly Mark[], [start, end]: Mark = [0, 0]): MarkedParts {
  const from = wordStart(text, graphemeStart(text, Math.max(0, start - AROUND)), start);
  const to = graphemeStart(text, Math.min(text.length, end + AROUND));
  const shown = text.slice(from, to);
  const within = marks
    .filter((mark) => mark[0] >= from && mark[1] <= to)
    .map(([first, last]) => [first - from, last - from] as const);
  const parts = markedText(shown, within).map((part) => part.replace(/\p{White_Space}+/gu, " "));
  const [before = "", ...others] = parts;
  const whole = [from > 0 ? `…${before}` : before.trimStart(), ...others];
  return to < text.length ? [...whole.slice(0, -1), `${whole.at(-1) ?? ""}…`] : whole;
}

/** The first start of a word from `index` to `end`, if there is one after a blank. */
function wordStart(text: string, index: number, end: number): number {
  if (index === 0 || /\p{White_Space}$/u.test(text.slice(0, index))) return index;
  const blank = /\p{White_Space}+/u.exec(text.slice(index, end));
  return blank ? index + blank.index + blank[0].length : index;
}

/** The last border of graphemes up to `index`. */
function graphemeStart(text: string, index: number): number {
  if (index <= 0 || index >= text.length) return index;
  const from = Math.max(0, index - MARGIN);
  return (
    from +
    (graphemes.segment(text.slice(from, index + MARGIN)).containing(index - from)?.index ?? 0)
  );
}
