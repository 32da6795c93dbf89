import { randomInt } from "node:crypto";

/** Consonants: they form no words and look like no digits. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const LAST_LINE = /(?:^|\r?\n)[ \t]*(TB-[A-Z]{6})\s*$/;

/** Returns one of 64 million references; it is searched within one account and time only. */
export function makeReference(): string {
  return `TB-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

export function withReference(message: string, reference: string | null): string {
  return reference === null ? message : `${message.trimEnd()}\n\n${reference}`;
}

/** Splits a sent message. A reference that is not on the last line is part of the text. */
export function splitReference(body: string): { text: string; reference: string | null } {
  const found = LAST_LINE.exec(body);
  return found
    ? { text: body.slice(0, found.index).trimEnd(), reference: found[1] ?? null }
    : { text: body, reference: null };
}

/** Compares texts as providers may change them: trimmed, with other line breaks. */
export function isSameText(sent: string, found: string | null): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
  return found !== null && plain(sent) === plain(found);
}
