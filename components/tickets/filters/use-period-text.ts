import { monthWords } from "@/lib/text/day-words";
import { useLanguage, useTexts } from "#texts";

/** "2026-03-01..2026-03-31" as "March 2026", other periods by their days. */
export function usePeriodText(): (period: string) => string {
  const t = useTexts();
  const language = useLanguage();
  return (period) => {
    const [first = "", last = ""] = period.split("..");
    if (first === last) return first;
    return monthWords(language, first, last) ?? t("filters.period", { first, last });
  };
}
