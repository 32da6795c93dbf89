import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import type { MessageKey } from "../../i18n/message";
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
export function requiredText(labelKey: MessageKey, maxLength: number) {
  const label = { key: labelKey };
  const missing = fieldText("validation.required", { label });
  return z
    .string({ error: missing })
    .refine((text) => !isBlank(text), { error: missing, abort: true })
    .refine(isStorable, { error: fieldText("validation.unsendable", { label }), abort: true })
    .refine((text) => text.length <= maxLength, {
      error: fieldText("validation.tooLong", { label, max: maxLength }),
    });
}

export function optionalText(label: MessageKey, maxLength: number) {
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

interface ListRule {
  maxEntries: number;
  isValid: (entry: string) => boolean;
  /** See `fieldText`. */
  invalid: (entry: string) => string;
}

/** One entry per line; the error names the first invalid one. */
export function listText(label: MessageKey, { maxEntries, isValid, invalid }: ListRule) {
  return z
    .string()
    .optional()
    .superRefine((text, context) => {
      const entries = splitList(text);
      const wrong = entries.find((entry) => !isValid(entry));
      if (wrong !== undefined) context.addIssue(invalid(shorten(wrong, 100)));
      else if (entries.length > maxEntries)
        context.addIssue(
          fieldText("validation.tooMany", { label: { key: label }, max: maxEntries }),
        );
    })
    .transform((text) => splitList(text).join("\n") || undefined);
}

export function notListed(label: MessageKey): string {
  return fieldText("validation.notListed", { label: { key: label } });
}

export function optionalWord<const T extends readonly [string, ...string[]]>(
  label: MessageKey,
  words: T,
) {
  return z
    .string()
    .optional()
    .transform((text) => (text === undefined || text.trim() === "" ? undefined : text))
    .pipe(z.enum(words, { error: notListed(label) }).optional());
}
