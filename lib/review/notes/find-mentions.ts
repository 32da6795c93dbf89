import type { MentionablePerson } from "./types";

const WORD = /[\p{L}\p{N}_]/u;
const ADDRESS = /[\p{L}\p{N}_.+-]/u;

const folded = (text: string): string => text.normalize("NFC").toLocaleLowerCase("en");

/** People whose name or address follows an "@"; of several names, the longest. */
export function findMentions<Person extends MentionablePerson>(
  text: string,
  people: readonly Person[],
): Person[] {
  const where = folded(text);
  const called = people.flatMap((person) =>
    [person.name.trim(), person.email].filter(Boolean).map((by) => ({ person, by: folded(by) })),
  );
  const found = new Set<Person>();
  for (let at = where.indexOf("@"); at !== -1; at = where.indexOf("@", at + 1)) {
    // An address in the text is no mention of its domain.
    if (ADDRESS.test(where.charAt(at - 1))) continue;
    const rest = where.slice(at + 1, at + 1 + MAX_NAME);
    const fitting = called.filter(
      ({ by }) => rest.startsWith(by) && !WORD.test(rest.charAt(by.length)),
    );
    const longest = Math.max(...fitting.map(({ by }) => by.length));
    for (const { person, by } of fitting) if (by.length === longest) found.add(person);
  }
  return [...found];
}

const MAX_NAME = 400;
