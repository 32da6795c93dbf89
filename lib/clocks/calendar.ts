import { z } from "zod";

import { isTimeZone } from "../text/locale";

const MINUTES_OF_DAY = 24 * 60;
const MAX_OPENINGS = 4;
const MAX_HOLIDAYS = 1_000;

/** `HH:MM`, up to `24:00`, as minutes since midnight. */
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const opening = z
  .object({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to && to <= MINUTES_OF_DAY);

const day = z
  .array(opening)
  .max(MAX_OPENINGS)
  .transform((openings) => openings.toSorted((one, other) => one.from - other.from))
  .refine((openings) =>
    openings.every(({ from }, index) => from >= (openings[index - 1]?.to ?? 0)),
  );

/** As stored in `organization.calendar`. */
const calendarSchema = z.object({
  timeZone: z.string().refine(isTimeZone),
  /** Openings of the seven weekdays, Monday first. */
  hours: z.array(day).length(7),
  /** Local dates without opening. */
  holidays: z
    .array(z.iso.date())
    .max(MAX_HOLIDAYS)
    .default([])
    .transform((dates): ReadonlySet<string> => new Set(dates)),
});

/** The business hours of an organization. */
export type BusinessCalendar = z.output<typeof calendarSchema>;

/** Null: the organization has no calendar, or one that this version cannot read. */
export function readCalendar(stored: unknown): BusinessCalendar | null {
  return calendarSchema.safeParse(stored).data ?? null;
}
