import { cloneElement, createContext, isValidElement, type ReactNode, useContext } from "react";
import formatMessage from "use-intl/format-message";

import { DEFAULT_LANGUAGE, INTL_LOCALES, type Language, languageOf } from "./languages";
import type { Messages, Translate } from "./message";

type Values = Record<string, unknown>;

type Formatters = Parameters<typeof formatMessage>[3]["formatters"];

/** Cached: creating a formatter is far slower than using it. */
function cached<Options, Format>(Create: new (locale: string, options?: Options) => Format) {
  const made = new Map<string, Format>();
  return (locale: string, options?: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? new Create(locale, options);
    made.set(key, format);
    return format;
  };
}

const formatters = {
  getNumberFormat: cached(Intl.NumberFormat),
  getPluralRules: cached(Intl.PluralRules),
} as unknown as Formatters;

const cache = { message: {} } as Parameters<typeof formatMessage>[3]["cache"];

/** Elements that stand among text need keys. */
function withKeys(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== "function") return [name, value];
      let index = 0;
      const draw = (chunks: ReactNode): ReactNode => {
        const drawn = (value as (chunks: ReactNode) => ReactNode)(chunks);
        return isValidElement(drawn) ? cloneElement(drawn, { key: `${name}${index++}` }) : drawn;
      };
      return [name, draw];
    }),
  );
}

/** The browser renders the same texts again, so the server needs no report. */
function report(error: unknown): void {
  globalThis.window?.reportError(error);
}

/** Replaces use-intl's translator, at a third of its size. */
export function createTexts(locale: string, messages: Partial<Messages>): Translate {
  function translate(key: string, values?: Values): ReactNode {
    let text: unknown = messages;
    for (const part of key.split(".")) text = (text as Values | undefined)?.[part];
    try {
      if (text === undefined) throw new Error(`This page has no text "${key}".`);
      return formatMessage(key, text as string, (values && withKeys(values)) as undefined, {
        cache,
        formatters,
        locale,
      });
    } catch (error) {
      report(error);
      return key;
    }
  }
  return Object.assign(translate, { rich: translate }) as unknown as Translate;
}

/** Texts of some features, in one language. */
export interface BrowserTexts {
  locale: string;
  messages: Partial<Messages>;
}

interface Texts extends BrowserTexts {
  t: Translate;
}

const NONE: BrowserTexts = { locale: INTL_LOCALES[DEFAULT_LANGUAGE], messages: {} };

export const TextsContext = createContext<Texts>({
  ...NONE,
  t: createTexts(NONE.locale, NONE.messages),
});

/** The texts of this page's language, in a component of the browser. */
export function useTexts(): Translate {
  return useContext(TextsContext).t;
}

/** This page's language, in a component of the browser. */
export function useLanguage(): Language {
  return languageOf(useContext(TextsContext).locale) ?? DEFAULT_LANGUAGE;
}
