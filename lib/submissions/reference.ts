import { randomInt } from "node:crypto";

/** Consonants form no words and look like no digits. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const LAST_LINE = /(?:^|\r?\n)[ \t]*(TB-[A-Z]{6})\s*$/;

/** One of 64 million, searched within one account and time only. */
export function makeReference(): string {
  return `TB-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

export function withReference(message: string, reference: string | null): string {
  return reference === null ? message : `${message.trimEnd()}\n\n${reference}`;
}

/** A reference that is not on the last line is part of the text. */
export function splitReference(body: string): { text: string; reference: string | null } {
  const found = LAST_LINE.exec(body);
  return found
    ? { text: body.slice(0, found.index).trimEnd(), reference: found[1] ?? null }
    : { text: body, reference: null };
}

/** Providers may trim text and change line breaks. */
export function isSameText(sent: string, found: string | null): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
  return found !== null && plain(sent) === plain(found);
}
