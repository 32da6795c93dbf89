import { z } from "zod";

import { isBlank } from "../../text/blank";
import { shorten } from "../../text/shorten";
import { isStorable } from "../../text/storable";

/** Blank optional fields parse to undefined, so that requests omit them. */

export const SUBJECT_MAX = 255;
export const MESSAGE_MAX = 50_000;

export function formSchema<T>(
  fields: z.ZodType<T>,
): z.ZodType<T, Record<string, string | undefined>> {
  return z
    .record(z.string(), z.string().optional())
    .transform((values): unknown => values)
    .pipe(fields);
}

/** Kept exactly as typed. */
export function requiredText(label: string, maxLength: number) {
  return z
    .string({ error: `${label} is required.` })
    .refine((text) => !isBlank(text), { error: `${label} is required.`, abort: true })
    .refine(isStorable, {
      error: `${label} contains a character that cannot be sent.`,
      abort: true,
    })
    .refine((text) => text.length <= maxLength, {
      error: `${label} can have at most ${maxLength.toLocaleString("en")} characters.`,
    });
}

export function optionalText(label: string, maxLength: number) {
  return z
    .string()
    .optional()
    .transform((text) => (isBlank(text) ? undefined : text))
    .pipe(requiredText(label, maxLength).optional());
}

export function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,\n\r]+/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** One entry per line; the message names the first invalid one. */
export function listText(
  label: string,
  isValid: (entry: string) => boolean,
  rule: string,
  maxEntries: number,
) {
  return z
    .string()
    .optional()
    .superRefine((text, context) => {
      const entries = splitList(text);
      const wrong = entries.find((entry) => !isValid(entry));
      if (wrong !== undefined) context.addIssue(`“${shorten(wrong, 100)}” ${rule}`);
      else if (entries.length > maxEntries)
        context.addIssue(`${label} can have at most ${maxEntries} entries.`);
    })
    .transform((text) => splitList(text).join("\n") || undefined);
}

export function optionalWord<const T extends readonly [string, ...string[]]>(
  label: string,
  words: T,
) {
  return z
    .string()
    .optional()
    .transform((text) => (text === undefined || text.trim() === "" ? undefined : text))
    .pipe(z.enum(words, { error: `Choose a ${label.toLowerCase()} from the list.` }).optional());
}
