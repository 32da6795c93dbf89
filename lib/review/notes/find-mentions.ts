import type { MentionablePerson } from "./types";

const WORD = /[\p{L}\p{N}_]/u;
const ADDRESS = /[\p{L}\p{N}_.+-]/u;

const folded = (text: string): string => text.normalize("NFC").toLocaleLowerCase("en");

const firstName = ({ name }: MentionablePerson): string => folded(name.trim()).split(/\s/)[0] ?? "";

/**
 * People whose name or address follows an "@"; of several names, the longest. A first name is enough
 * if no one else has it.
 */
export function findMentions<Person extends MentionablePerson>(
  text: string,
  people: readonly Person[],
): Person[] {
  const where = folded(text);
  const firstNames = people.map(firstName);
  const isUnique = (name: string) => firstNames.indexOf(name) === firstNames.lastIndexOf(name);
  const called = people.flatMap((person, index) => {
    const first = firstNames[index] ?? "";
    const names = [folded(person.name.trim()), folded(person.email), isUnique(first) ? first : ""];
    return names.filter(Boolean).map((by) => ({ person, by }));
  });
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
