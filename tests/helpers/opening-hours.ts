/** As a form sends them. */
export const OPENING_HOURS = {
  opens: "08:00",
  closes: "17:00",
  days: "weekdays",
  timeZone: "Europe/Stockholm",
  holidays: "2026-12-25",
} as const;
