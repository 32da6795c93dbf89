import { describe, expect, it } from "vitest";

import { passwordProblem } from "./password-rule";
import { newPassword } from "./schemas";

const problem = (password: string) => passwordProblem(password, "jane.doe@northwind.example");

describe("a password", () => {
  it.each(["qwertyuiop", "QWERTYUIOP", "1234567890", "ｑｗｅｒｔｙｕｉｏｐ", " password123 "])(
    "is refused among the worst, in whatever case and width: %s",
    (password) => expect(problem(password)).toBe("common"),
  );

  it.each(["Jane.Doe-2026", "ticketbridge1", "Northwind2026", "doedoedoejane", "JANEjane12345"])(
    "is refused when little is left beside the address and the portal's name: %s",
    (password) => expect(problem(password)).toBe("guessed"),
  );

  it.each(["correct horse battery", "Jane likes green tea", "ticketbridge, tram and tea"])(
    "is taken: %s",
    (password) => expect(problem(password)).toBeNull(),
  );

  it("has ten characters at least, as people count them, and 1,024 at most", () => {
    const isTaken = (text: string) => newPassword.safeParse(text).success;
    expect(["åäö-åäö-åäö", "🦉🦊🐢🐙🦉🦊🐢🐙🦉🦊", "a".repeat(1_024)].map(isTaken)).toEqual([
      true,
      true,
      true,
    ]);
    // Decomposed letters count once.
    expect(
      ["a\u030a".repeat(9), "🦉🦊🐢🐙🦉", "a".repeat(1_025), "a\0bcdefghij"].map(isTaken),
    ).toEqual([false, false, false, false]);
  });
});
