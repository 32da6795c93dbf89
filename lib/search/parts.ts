import { KIND, kindAt } from "./characters";

// Once, not for each character.
const { BLANK, MARK, UNSPACED, WORD } = KIND;

/** UTF-16 units; a longer word is truncated. */
const MAX_WORD_LENGTH = 64;
/** Parts of a compound per lexeme: enough for most host names and numbers. */
export const WINDOW = 3;

export interface PartVisitor {
  /** `joined`: adjacent to the previous word. */
  word(text: string, start: number, end: number, joined: boolean): void;
  /** Consecutive characters of a script without blanks. */
  run(characters: string[], start: number): void;
}

/** Visits each word and run of a folded text. */
export function visitParts(text: string, start: number, end: number, visitor: PartVisitor): void {
  let joined = false;
  for (let at = start; at < end;) {
    const kind = kindAt(text, at);
    if (kind === WORD) {
      const from = at;
      while (at < end) {
        const next = kindAt(text, at);
        if (next !== WORD && next !== MARK) break;
        at += widthAt(text, at);
      }
      visitor.word(cut(text, from, at), from, at, joined);
      joined = true;
    } else if (kind === UNSPACED) {
      const from = at;
      const characters: string[] = [];
      while (at < end) {
        const next = kindAt(text, at);
        if (next !== UNSPACED && next !== MARK) break;
        const width = widthAt(text, at);
        characters.push(text.slice(at, at + width));
        at += width;
      }
      visitor.run(characters, from);
      joined = false;
    } else {
      if (kind === BLANK) joined = false;
      at += widthAt(text, at);
    }
  }
}

function widthAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit < 0xdc00 && (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function cut(text: string, start: number, end: number): string {
  if (end - start <= MAX_WORD_LENGTH) return text.slice(start, end);
  const last = text.charCodeAt(start + MAX_WORD_LENGTH - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(start, start + MAX_WORD_LENGTH - (isHalf ? 1 : 0));
}

export function compoundLexeme(parts: string[]): string {
  return `+${parts.join("-")}`;
}

const SPECIAL = /['\\]/;

/** Quotes a lexeme for tsvector and tsquery. */
export function quoteLexeme(lexeme: string): string {
  return SPECIAL.test(lexeme) ? `'${lexeme.replace(/['\\]/g, "$&$&")}'` : `'${lexeme}'`;
}
