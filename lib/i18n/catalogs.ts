import compile from "icu-minify/compile";
import formatMessage from "use-intl/format-message";

import en from "../../messages/en.json";
import sv from "../../messages/sv.json";
import type { Language } from "./languages";
import type { Messages } from "./message";

interface Tree {
  [key: string]: unknown;
}

/** What can be more than its own text: arguments, tags, and quotes around either. */
const SYNTAX = /[{<'#]/;

function compiled(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string"
        ? SYNTAX.test(value)
          ? compile(value)
          : value
        : compiled(value as Tree),
    ]),
  );
}

/** Where Next bundles, use-intl has no parser: `next.config.mjs` replaces it. */
const needsCompiled = "raw" in formatMessage && formatMessage.raw === false;

const sources: Readonly<Record<Language, Tree>> = { en, sv };
const ready = new Map<Language, Messages>();

/** The messages of a language, as the formatter takes them. */
export function catalogOf(language: Language): Messages {
  let catalog = ready.get(language);
  if (!catalog) {
    const source = sources[language];
    catalog = (needsCompiled ? compiled(source) : source) as Messages;
    ready.set(language, catalog);
  }
  return catalog;
}
