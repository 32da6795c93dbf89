import { INTL_LOCALES, type Language } from "../i18n/languages";

const formatters = new Map<string, Intl.NumberFormat>();

/** Formats with at most `digits` decimals: "1,234.5". */
export function formatNumber(
  value: number,
  language: Language,
  { digits = 0, useGrouping = true }: { digits?: number; useGrouping?: boolean } = {},
): string {
  const key = `${language} ${digits} ${useGrouping}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(INTL_LOCALES[language], {
      maximumFractionDigits: digits,
      useGrouping,
    });
    formatters.set(key, format);
  }
  return format.format(value);
}
