import { INTL_LOCALES, type Language } from "../i18n/languages";

/** Formats an enumeration: "a, b and c", or "a, b or c". */
export function formatList(
  items: readonly string[],
  language: Language,
  between: "and" | "or" = "and",
): string {
  const type = between === "or" ? "disjunction" : "conjunction";
  return new Intl.ListFormat(INTL_LOCALES[language], { type }).format(items);
}
