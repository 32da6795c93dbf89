import { describe, expect, it } from "vitest";

import { findMentions } from "./find-mentions";

const person = (name: string, email: string) => ({ id: email, name, email });
const ANNA = person("Anna", "anna@example.com");
const ANNA_LIND = person("Anna Lind", "lind@example.com");
const OTHER_LIND = person("Anna Lind", "lind.two@example.com");
const OSA = person("Åsa Öberg", "asa@example.com");
const PEOPLE = [ANNA, ANNA_LIND, OTHER_LIND, OSA];

describe("findMentions", () => {
  it.each([
    ["no one without an @", "Anna should look", []],
    ["a name", "@Anna, look", [ANNA]],
    ["the longest name, and all who have it", "(@anna lind) look", [ANNA_LIND, OTHER_LIND]],
    ["an address", "see @lind@example.com.", [ANNA_LIND]],
    ["names in any letters, decomposed ones too", "@A\u030aSA O\u0308BERG!", [OSA]],
    ["a first name that one person has", "@åsa, look", [OSA]],
    ["several people, each once", "@Anna\n@Åsa Öberg\n@Anna", [ANNA, OSA]],
    ["no part of a word", "@Annabel", []],
    ["no domain of an address", "write to info@anna", []],
    ["no one for a lone @", "@ @@", []],
  ])("finds %s", (_what, text, expected) => {
    expect(findMentions(text, PEOPLE)).toEqual(expected);
  });

  it("finds no one by a first name that two people have", () => {
    expect(findMentions("@Anna, look", [ANNA_LIND, person("Anna Ek", "ek@example.com")])).toEqual(
      [],
    );
  });

  it("finds no one without a name in every text", () => {
    expect(findMentions("@ hello", [person(" ", "")])).toEqual([]);
  });
});
