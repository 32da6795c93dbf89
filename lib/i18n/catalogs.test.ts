import compile from "icu-minify/compile";
import { _createCache, _createIntlFormatters } from "use-intl";
import formatMessage from "use-intl/format-message";
import formatOnly from "use-intl/format-message/format-only";
import { describe, expect, it } from "vitest";

import { readSourceFiles } from "@/scripts/structure/source-files";

import en from "../../messages/en.json";
import sv from "../../messages/sv.json";
import { INTL_LOCALES, LANGUAGES } from "./languages";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const english = flat(en);
const swedish = new Map(flat(sv));

/** "name", "count (plural)" and "<code>" of a message, whatever their order. */
function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, type, ...rest] = node as unknown[];
    if (typeof name === "string" && (type === undefined || typeof type === "number")) {
      found.add(`${name} ${KINDS[Number(type ?? -1)] ?? "text"}`);
      for (const options of rest)
        for (const branch of Object.values((options ?? {}) as object)) nodes(branch);
    } else if (typeof name === "string") {
      found.add(`<${name}>`);
      node.slice(1).forEach(visit);
    } else node.forEach(visit);
  };
  const nodes = (list: unknown) => (Array.isArray(list) ? list.forEach(visit) : undefined);
  nodes(compile(text));
  return [...found].sort();
}
const KINDS: Readonly<Record<number, string>> = {
  1: "select",
  // Each language has its own plurals.
  2: "number",
  3: "number",
  4: "number",
};

/** Values for each argument: a message with a select is tried with each of its options. */
function samplesOf(text: string): Record<string, unknown>[] {
  const options = [...text.matchAll(/\{(\w+), select,/g)].map(([, name = ""]) => name);
  const choices = [...text.matchAll(/(\w+) \{/g)].map(([, choice = ""]) => choice);
  const base: Record<string, unknown> = {};
  for (const argument of argumentsOf(text)) {
    const [name = "", kind] = argument.split(" ");
    if (argument.startsWith("<"))
      base[argument.slice(1, -1)] = (chunks: unknown[]) => `(${chunks.join("")})`;
    else base[name] = kind === "text" ? "Hugo" : 2;
  }
  return ["other", ...choices].flatMap((choice) =>
    [0, 1, 2, 12_345].map((count) => {
      const values = { ...base };
      for (const name of Object.keys(values))
        if (values[name] === 2) values[name] = options.includes(name) ? choice : count;
      for (const name of options) values[name] = choice;
      return values;
    }),
  );
}

const options = (locale: string) => ({
  locale,
  cache: _createCache(),
  formatters: _createIntlFormatters(_createCache()),
});

describe("the catalogs", () => {
  // Every text in several ways: many seconds on a busy machine.
  const readsTwice = { timeout: 60_000 };
  it("read the same by the parser and by the formatter of the browser", readsTwice, () => {
    const differing = LANGUAGES.flatMap((language) =>
      flat(language === "en" ? en : sv).filter(([key, text]) =>
        samplesOf(text).some((values) => {
          const locale = options(INTL_LOCALES[language]);
          const byParser = formatMessage(key, text, values as never, locale as never);
          const compiled = formatOnly(
            key,
            compile(text) as never,
            values as never,
            locale as never,
          );
          return String(byParser) !== String(compiled);
        }),
      ),
    );
    expect(differing).toEqual([]);
  });

  it("have the same keys", () => {
    expect([...swedish.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  it("take the same values", () => {
    const differing = english.filter(
      ([key, text]) => argumentsOf(swedish.get(key) ?? "").join() !== argumentsOf(text).join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("use typographic marks, and no blank at either end", () => {
    const odd = [...english, ...swedish].filter(
      ([, text]) => /['"]|\.\.\./.test(text) || text.trim() !== text || text === "",
    );
    expect(odd).toEqual([]);
  });

  it("do not copy one language into the other", () => {
    const copied = english.filter(
      ([key, text]) => swedish.get(key) === text && /\p{Ll} \p{Ll}+ \p{Ll}/u.test(text),
    );
    expect(copied).toEqual([]);
  });

  it("have no key that nothing uses", () => {
    const code = readSourceFiles(process.cwd())
      .filter(({ path }) => /^(app|components|lib)\/(?!.*\.test\.)/.test(path))
      .flatMap(({ lines }) => lines)
      .join("\n");
    const whole = new Set(
      [...code.matchAll(/["`]([a-z]\w*(?:\.\w+)+)["`]/gi)].map(([, key]) => key),
    );
    const prefixes = [...code.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{[^`]*?\}(\.\w+)?`/gi)].map(
      ([, start = "", end = ""]) => ({ start, end }),
    );
    const unused = english
      .map(([key]) => key)
      .filter(
        (key) =>
          !whole.has(key) &&
          !prefixes.some(
            ({ start, end }) =>
              key.startsWith(start) &&
              key.endsWith(end) &&
              !key.slice(start.length, key.length - end.length).includes("."),
          ),
      );
    expect(unused).toEqual([]);
  });
});
