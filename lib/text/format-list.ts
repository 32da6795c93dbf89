import { INTL_LOCALES, type Language } from "../i18n/languages";

/** Formats an enumeration: "a, b and c". */
export function formatList(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(INTL_LOCALES[language]).format(items);
}
