export const LANGUAGES = ["en", "sv"] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = "en";

/** Each in its own language, as in a list to choose from. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  sv: "Svenska",
};

/** For `Intl`: English dates are written day first. */
export const INTL_LOCALES: Readonly<Record<Language, string>> = {
  en: "en-GB",
  sv: "sv-SE",
};

/** The language of a tag such as `sv-FI`; undefined if the portal does not speak it. */
export function languageOf(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === primary);
}
