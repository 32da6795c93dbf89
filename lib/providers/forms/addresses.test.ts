import { describe, expect, it } from "vitest";

import { english, withVisibleMarks } from "@/tests/helpers/texts";

import { renderMessage } from "../../i18n/message";
import { addressesIn, addressesProblem, addressOf, splitAddresses } from "./addresses";

const problem = (text: string) => {
  const found = addressesProblem(text, "hostupForm.cc", 20);
  return found ? renderMessage(english, found) : undefined;
};

describe("a list of email addresses", () => {
  it.each<[string, string, string[]]>([
    ["commas", "a@x.example, b@y.example", ["a@x.example", "b@y.example"]],
    ["semicolons", "a@x.example; b@y.example;", ["a@x.example", "b@y.example"]],
    ["lines with blanks", "  a@x.example \r\n\r\n\tb@y.example\n ", ["a@x.example", "b@y.example"]],
    ["blanks alone", "a@x.example b@y.example", ["a@x.example", "b@y.example"]],
    [
      "full-width marks",
      "a@x.example，b@y.example；c@z.example",
      ["a@x.example", "b@y.example", "c@z.example"],
    ],
    [
      "names",
      "Anna Svensson <anna@x.example>, Bo <bo@y.example>",
      ["anna@x.example", "bo@y.example"],
    ],
    [
      "quoted names with commas",
      '"Svensson, Anna" <anna@x.example>; b@y.example',
      ["anna@x.example", "b@y.example"],
    ],
    ["curly quotes", "“Svensson; Anna” <anna@x.example>", ["anna@x.example"]],
    [
      "bare names with commas",
      "Svensson, Anna <anna@x.example>; Berg, Bo <bo@y.example>",
      ["anna@x.example", "bo@y.example"],
    ],
    [
      "an address in quotes before its bracket",
      '"anna@x.example" <anna@y.example>',
      ["anna@y.example"],
    ],
    ["comments", "anna@x.example (Anna, sales), b@y.example", ["anna@x.example", "b@y.example"]],
    ["headers and links", "Cc: a@x.example, mailto:b@y.example", ["a@x.example", "b@y.example"]],
    ["a name with an apostrophe", "Pat O'Brien <pat.o'brien@x.example>", ["pat.o'brien@x.example"]],
    ["another script's domain", "kundtjanst@räksmörgås.se", ["kundtjanst@xn--rksmrgs-5wao1o.se"]],
    [
      "decomposed letters",
      "kundtjanst@räksmörgås.se".normalize("NFD"),
      ["kundtjanst@xn--rksmrgs-5wao1o.se"],
    ],
    ["another script's ending", "info@пример.рф", ["info@xn--e1afmkfd.xn--p1ai"]],
    [
      "marks copied along",
      "\u202aa@x.example\u202c,\u200bb@y.example\ufeff",
      ["a@x.example", "b@y.example"],
    ],
    ["duplicates", "Anna@x.example, anna@X.EXAMPLE; Anna <anna@x.example>", ["Anna@x.example"]],
    ["tags and odd signs", "a+b=c@x.example", ["a+b=c@x.example"]],
    ["nothing", " , ;\n", []],
  ])("takes %s", (_name, text, addresses) => {
    expect(splitAddresses(text).map(addressOf)).not.toContain(null);
    expect(addressesIn(text)).toEqual(addresses);
    expect(addressesIn(addressesIn(text).join("\n"))).toEqual(addresses);
  });

  it.each([
    "nobody",
    "nobody@",
    "@x.example",
    "a@b@",
    "a@localhost",
    "a@x..example",
    "a..b@x.example",
    ".a@x.example",
    "a@-x.example",
    "a@192.0.2.1",
    "a@x.example/path",
    "a@x.example:25",
    "a b@x.example",
    "Anna anna@x.example",
    "Anna <anna>",
    "jörg@x.example",
    `${"a".repeat(65)}@x.example`,
    `a@${"b.".repeat(130)}example`,
    'Anna "x <a@y>',
  ])("names the entry that is none: %s", (entry) => {
    expect(withVisibleMarks(problem(`fine@x.example; ${entry}`) ?? "")).toBe(
      `“⟦${entry.slice(0, 100)}⟧” isn’t an email address.`,
    );
  });

  it("counts each address once against its limit", () => {
    const many = Array.from({ length: 21 }, (_, index) => `p${index}@x.example`);
    expect(problem([...many.slice(1), "P1@X.example"].join())).toBeUndefined();
    expect(problem(many.join())).toBe("CC can have at most 20 addresses.");
  });

  it("is not read beyond what any list needs", () => {
    expect(problem(`a@x.example,${" ".repeat(20_000)}`)).toBe(
      "CC can have at most 20,000 characters.",
    );
  });

  it("is quick with hostile input", () => {
    const begun = performance.now();
    for (const sign of ['"', "<", "(", ",", "@", "a ", "a.", "<a@", "a:"]) {
      problem(sign.repeat(20_000 / sign.length));
    }
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
