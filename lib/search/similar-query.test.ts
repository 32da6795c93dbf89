import { expect, it } from "vitest";

import { longestWords, similarQuery } from "./similar-query";

const queryOf = (text: string) => similarQuery(longestWords(text));

it("asks for two of the longest words, whatever is said in every ticket", () => {
  expect(queryOf("Hjälp! The mail server does not answer")).toBe(
    "'server':* & 'answer':* | 'server':* & 'mail' | 'answer':* & 'mail'",
  );
});

it("asks for the only word, and for none where none says anything", () => {
  expect(queryOf("Certifikatet?")).toBe("'certifikatet':*");
  expect(queryOf("Help, please! It's up")).toBeNull();
});

it("asks for neighbours in scripts without blanks, and quotes what it must", () => {
  expect(queryOf("服务器")).toBe("'服务' & '务器'");
  expect(queryOf("x".repeat(5_000))?.length).toBeLessThan(100);
});
