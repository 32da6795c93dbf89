import type { FilterChoice } from "@/lib/tickets/list/types";

const DAYS_AGO = [0, 1, 7, 30, 90];

/** Days of the browser's calendar, as the filters take them: "2026-11-21", 7 days ago. */
export function recentDays(now: Date, language: string): FilterChoice[] {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return DAYS_AGO.map((ago) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ago, 12);
    const parts = [day.getMonth() + 1, day.getDate()].map((part) => `${part}`.padStart(2, "0"));
    return { value: [day.getFullYear(), ...parts].join("-"), label: words.format(-ago, "day") };
  });
}
