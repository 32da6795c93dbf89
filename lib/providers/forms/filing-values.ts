import type { z } from "zod";

import { AppError, type FieldErrors } from "@/lib/errors";

import { MESSAGE_MAX } from "./fields";

/** Filing appends a reference to the message, so what is sent may be a little longer than what a person may type. */
export const SENT_MESSAGE_MAX = MESSAGE_MAX + 1_000;

/** The form's values once more through their schema, before anything is sent. Throws AppError `invalid` by field. */
export function filingValues<T>(schema: z.ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const fieldErrors: FieldErrors = {};
  for (const issue of parsed.error.issues)
    fieldErrors[String(issue.path[0] ?? "")] ??= issue.message;
  throw new AppError("invalid", { fieldErrors });
}
