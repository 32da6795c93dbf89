import { INTL_LOCALES, type Language } from "../i18n/languages";

export function formatNumber(value: number, language: Language): string {
  return value.toLocaleString(INTL_LOCALES[language]);
}
