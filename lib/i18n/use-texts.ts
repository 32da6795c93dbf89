import { useLocale, useTranslations } from "use-intl/react";

import { DEFAULT_LANGUAGE, type Language, languageOf } from "./languages";
import type { Translate } from "./message";

/** The texts of this page's language, in a component of the browser. */
export function useTexts(): Translate {
  return useTranslations();
}

/** This page's language, in a component of the browser. */
export function useLanguage(): Language {
  return languageOf(useLocale()) ?? DEFAULT_LANGUAGE;
}
