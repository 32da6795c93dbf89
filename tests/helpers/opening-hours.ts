/** As a form sends them. */
export const OPENING_HOURS = {
  monday: "08:00–17:00",
  tuesday: "8:00-17.00",
  wednesday: "08:00–12:00, 13:00–17:00",
  thursday: "08:00–17:00",
  friday: "08:00–15:30",
  saturday: "",
  sunday: "",
  timeZone: "Europe/Stockholm",
  holidays: "2026-12-25",
} as const;
