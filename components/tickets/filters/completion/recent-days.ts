import type { FilterChoice } from "@/lib/tickets/list/types";

const DAYS_AGO = [
  [0, "today"],
  [1, "yesterday"],
  [7, "7d"],
  [30, "30d"],
  [90, "90d"],
] as const;

/** Words for days that stay right in a saved view, and the months of the browser's calendar. */
export function recentDays(now: Date, language: string): FilterChoice[] {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const names = new Intl.DateTimeFormat(language, { month: "long", year: "numeric" });
  const days = DAYS_AGO.map(([ago, value]) => ({ value, label: words.format(-ago, "day") }));
  const months = [0, 1].map((ago) => {
    const month = new Date(now.getFullYear(), now.getMonth() - ago, 1, 12);
    const number = `${month.getMonth() + 1}`.padStart(2, "0");
    return { value: `${month.getFullYear()}-${number}`, label: names.format(month) };
  });
  return [...days, ...months];
}
