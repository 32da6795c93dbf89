import { expect, it } from "vitest";

import { corrections, isPasted, respelled, spelledWords } from "./spelling";

const known = new Map(
  [
    ["restore", 3],
    ["database", 9],
    ["backup", 5],
    ["every", 2],
    ["night", 4],
    ["nightly", 1],
    ["since", 2],
    ["update", 2],
    ["server", 7],
    ["after", 3],
    ["yesterday", 1],
    ["failing", 1],
    ["again", 1],
    ["please", 1],
  ].map(([word, tickets]) => [String(word), Number(tickets)]),
);

function corrected(typed: string): string | null {
  const meant = corrections(spelledWords(typed), known, isPasted(typed));
  return meant && respelled(typed, meant).corrected;
}

it.each([
  ["restore databse backup", "restore database backup"],
  ["restroe databse bakcup nihgt", "restore database backup night"],
  // Leaves out words that are like no known one.
  ["cant restore databse backup", "restore database backup"],
  ["restore kubernetes backup", "restore backup"],
  ["my databse of 2026 -backup kubernetes every", "my database of 2026 -backup every"],
  // Pasted, so each word is complete: "nigh" is misspelt.
  [
    "restore of database backup every nigh at 3 after update",
    "restore of database backup every night at 3 after update",
  ],
])("%s is meant as %s", (typed, meant) => expect(corrected(typed)).toBe(meant));

it.each(["kubernetes", "kubernetes databse", "kubernetes openshift databse", "a b c d kubernetes"])(
  "too little of %s is known",
  (typed) => expect(corrected(typed)).toBeNull(),
);

it("searches for exactly what was typed with each changed word in quotes", () => {
  const typed = "cant restore databse";
  const meant = corrections(spelledWords(typed), known) ?? new Map();
  expect(respelled(typed, meant).exact).toBe('"cant" restore "databse"');
});
