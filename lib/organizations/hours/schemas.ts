import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { isTimeZone } from "../../text/locale";

/** The weekdays that are open, from Monday on. */
export const OPEN_DAYS = { weekdays: 5, saturdays: 6, all: 7 } as const;

export type OpenDays = keyof typeof OPEN_DAYS;

const MAX_HOLIDAYS = 300;
const CLOCK = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** `8:00` and `08.00` are `08:00`; an empty text is none. */
const clock = z
  .string()
  .trim()
  .transform((text) =>
    text.replace(CLOCK, (_, hour: string, minute: string) => `${hour.padStart(2, "0")}:${minute}`),
  )
  .refine(
    (text) => text === "" || text === "24:00" || CLOCK.test(text),
    fieldText("openingHours.errors.clock"),
  );

const holidays = z
  .string()
  .max(10_000)
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort())
  .refine(
    (days) =>
      days.length <= MAX_HOLIDAYS && days.every((day) => z.iso.date().safeParse(day).success),
    fieldText("openingHours.errors.holidays", { max: MAX_HOLIDAYS }),
  );

/** Without times, the organization has no business hours. */
export const openingHoursInput = z
  .object({
    organizationId: id,
    opens: clock,
    closes: clock,
    days: z.enum(["weekdays", "saturdays", "all"]),
    timeZone: z.string().trim().max(100).refine(isTimeZone, fieldText("openingHours.errors.zone")),
    holidays,
  })
  .refine(
    ({ opens, closes }) =>
      // A text that is no time has its own error.
      opens === "" ? closes === "" : !CLOCK.test(opens) || opens < closes,
    {
      message: fieldText("openingHours.errors.order"),
      path: ["closes"],
    },
  );

export type OpeningHoursInput = z.output<typeof openingHoursInput>;
