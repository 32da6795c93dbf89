import { z } from "zod";

import { encodeMessage } from "../../i18n/message";
import { isBlank } from "../../text/blank";
import { addressesIn } from "./addresses";
import { fieldProblem, requiredMessage, splitList } from "./check-fields";
import type { FormField } from "./contract";

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

function checkedBy(field: FormField) {
  return (text: string | undefined, context: z.core.$RefinementCtx) => {
    const problem = fieldProblem(field, text);
    if (problem) context.addIssue(encodeMessage(problem));
  };
}

/** Kept exactly as typed. */
export function requiredText(field: FormField) {
  const error = encodeMessage(requiredMessage(field));
  return z.string({ error }).superRefine(checkedBy(field));
}

/** Kept exactly as typed; its own schema decides when the text is required. */
export function optionalText(field: FormField) {
  return z
    .string()
    .optional()
    .superRefine(checkedBy({ ...field, required: false }))
    .transform((text) => (isBlank(text) ? undefined : text));
}

/** One entry per line. */
export function listText(field: FormField) {
  return z
    .string()
    .optional()
    .superRefine(checkedBy(field))
    .transform((text) => splitList(text).join("\n") || undefined);
}

/** One bare address per line. */
export function addressText(field: FormField) {
  return z
    .string()
    .optional()
    .superRefine(checkedBy(field))
    .transform((text) => addressesIn(text).join("\n") || undefined);
}
