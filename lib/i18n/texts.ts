import { createTranslator } from "use-intl/core";

import { log } from "../log";
import { catalogOf } from "./catalogs";
import { INTL_LOCALES, type Language } from "./languages";
import type { Translate } from "./message";

const translators = new Map<Language, Translate>();

/** Returns the texts of a language: `textsOf(viewer.language)("settings.title")`. */
export function textsOf(language: Language): Translate {
  let translate = translators.get(language);
  if (!translate) {
    translate = createTranslator({
      locale: INTL_LOCALES[language],
      messages: catalogOf(language),
      onError: (error) => log.error({ err: error, language }, "text not formatted"),
    });
    translators.set(language, translate);
  }
  return translate;
}
