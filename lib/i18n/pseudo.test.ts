import compile from "icu-minify/compile";
import format from "icu-minify/format";
import { expect, it } from "vitest";

import { pseudoMessage } from "./pseudo";

const formatters = {
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...given),
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...given),
};
const shown = (text: string, values = {}) =>
  format<string>(pseudoMessage(compile(text)), "en-GB", values, { formatters });

it.each([
  ["Save", {}, "[Sáávéé]"],
  ["Hi {name}, you have one", { name: "Jane" }, "[Híí Jane, ýýóóúú háávéé óóñéé]"],
  ["{count, plural, one {# file} other {# files}}", { count: 2 }, "[2 fíílééš]"],
  ["{kind, select, reply {sent} other {{kind}}}", { kind: "close" }, "[close]"],
  [
    "See <link>the docs</link>",
    { link: (text: string[]) => `(${text.join("")})` },
    "[Séééé (théé dóóçš)]",
  ],
])("stretches the words of %s, and not its values", (text, values, expected) => {
  expect(shown(text, values)).toBe(expected);
});
