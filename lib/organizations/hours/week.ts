import { INTL_LOCALES, type Language } from "../../i18n/languages";

/** Monday first. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** All fields of the form, in its order. */
export const HOURS_FIELDS = [...WEEKDAYS, "timeZone", "holidays"] as const;

type Weekday = (typeof WEEKDAYS)[number];

/** `08:00–12:00, 13:00–17:00`; empty: closed. */
export type Week = Record<Weekday, string>;

/** The first of January 2024 was a Monday. */
const dayName = (language: Language, index: number, weekday: "long" | "short") =>
  new Intl.DateTimeFormat(INTL_LOCALES[language], { weekday, timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, index + 1)),
  );

/** Names of the weekdays, Monday first. */
export const weekdayNames = (language: Language): string[] =>
  WEEKDAYS.map((_, index) => dayName(language, index, "long"));

/** The open days as a person would say them: `Mon–Fri 08:00–17:00; Sat 10:00–14:00`. */
export function weekText(language: Language, week: Week): string {
  const spans: Array<{ first: number; last: number; hours: string }> = [];
  WEEKDAYS.forEach((day, index) => {
    const before = spans.at(-1);
    const hours = week[day];
    if (hours === "") return;
    if (before?.hours === hours && before.last === index - 1) before.last = index;
    else spans.push({ first: index, last: index, hours });
  });
  const name = (index: number) => dayName(language, index, "short");
  return spans
    .map(({ first, last, hours }) => {
      const days = first === last ? name(first) : `${name(first)}–${name(last)}`;
      return `${days} ${hours}`;
    })
    .join("; ");
}
