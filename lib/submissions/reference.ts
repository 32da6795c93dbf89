import { randomInt } from "node:crypto";

/** Consonants only: no words, nothing that looks like a digit. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const LAST_LINE = /(?:^|\r?\n)[ \t]*(TB-[A-Z]{6})\s*$/;

/** A new reference: `TB-` and six letters out of 64 million. It need not be unique, as it is looked for within one account and time. */
export function makeReference(): string {
  return `TB-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

/** The message as it is sent: with the reference as its last line, on its own. */
export function withReference(message: string, reference: string | null): string {
  return reference === null ? message : `${message.trimEnd()}\n\n${reference}`;
}

/** Takes a message that was sent apart again. A text that only mentions a reference is left alone. */
export function splitReference(body: string): { text: string; reference: string | null } {
  const found = LAST_LINE.exec(body);
  return found
    ? { text: body.slice(0, found.index).trimEnd(), reference: found[1] ?? null }
    : { text: body, reference: null };
}

/** Whether this is the text that was sent: a provider may trim it and write its line breaks in another way. */
export function isSameText(sent: string, found: string | null): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
  return found !== null && plain(sent) === plain(found);
}
