import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import type { DayPeriod } from "@/lib/review/overview/period";
import { useLanguage } from "#texts";

/** The first and the last day, as text. */
export function useDays({ from, to }: DayPeriod): DayPeriod {
  const language = useLanguage();
  return { from: dayName(from, language), to: dayName(to, language) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

export function dayName(
  day: string,
  language: Language,
  parts: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" },
): string {
  const key = `${language} ${Object.keys(parts).join()}`;
  const format =
    formatters.get(key) ??
    new Intl.DateTimeFormat(INTL_LOCALES[language], { ...parts, timeZone: "UTC" });
  formatters.set(key, format);
  return format.format(new Date(day));
}
