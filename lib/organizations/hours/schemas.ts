import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isTimeZone } from "../../text/locale";

const MAX_HOLIDAYS = 300;
const MAX_OPENINGS = 4;
const CLOCK = String.raw`([01]?\d|2[0-3]|24)[:.]([0-5]\d)`;
const OPENING = new RegExp(String.raw`^\s*${CLOCK}\s*[-–—]\s*${CLOCK}\s*$`);

/** `8:00-17.30` is from `08:00` to `17:30`. Null for what cannot be read. */
function readOpening(text: string): { from: string; to: string } | null {
  const [, hour = "", minute = "", lastHour = "", lastMinute = ""] = OPENING.exec(text) ?? [];
  const from = `${hour.padStart(2, "0")}:${minute}`;
  const to = `${lastHour.padStart(2, "0")}:${lastMinute}`;
  return hour !== "" && from < to && to <= "24:00" ? { from, to } : null;
}

/** The openings of a day, separated by commas and in order; an empty text is none. */
const day = z
  .string()
  .max(200)
  .transform((text) => (text.trim() === "" ? [] : text.split(/[,;]/).map(readOpening)))
  .refine(
    (openings) =>
      openings.length <= MAX_OPENINGS &&
      openings.every((one, index) => one && one.from >= (openings[index - 1]?.to ?? "")),
    fieldText("openingHours.errors.day"),
  )
  .transform((openings) => openings.filter((one) => one !== null));

const holidays = z
  .string()
  .max(10_000)
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort())
  .refine(
    (days) =>
      days.length <= MAX_HOLIDAYS && days.every((one) => z.iso.date().safeParse(one).success),
    fieldText("openingHours.errors.holidays", { max: MAX_HOLIDAYS }),
  );

/** Without any opening, the organization has no business hours. */
export const openingHoursInput = z.object({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
  timeZone: z.string().trim().max(100).refine(isTimeZone, fieldText("openingHours.errors.zone")),
  holidays,
});

export type OpeningHoursInput = z.output<typeof openingHoursInput>;
