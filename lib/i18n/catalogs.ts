import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import formatMessage from "use-intl/format-message";

import en from "../../messages/en.json";
import sv from "../../messages/sv.json";
import { env } from "../env";
import type { Language } from "./languages";
import type { Messages } from "./message";
import { pseudoMessage } from "./pseudo";

interface Tree {
  [key: string]: unknown;
}

/** Only a text with arguments, tags or their quotes needs the compiler. */
const SYNTAX = /[{<'#]/;

function compileText(text: string): CompiledMessage {
  // As plain objects, which React takes as properties of a browser's component.
  const message = SYNTAX.test(text) ? structuredClone(compile(text)) : text;
  return env().PSEUDO_TEXTS ? pseudoMessage(message) : message;
}

function compileAll(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string" ? compileText(value) : compileAll(value as Tree),
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
    catalog = (needsCompiled ? compileAll(source) : source) as Messages;
    ready.set(language, catalog);
  }
  return catalog;
}
