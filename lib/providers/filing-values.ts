import type { z } from "zod";

import { AppError, type FieldErrors } from "@/lib/errors";

import { MESSAGE_MAX } from "./fields";

/** Leaves room for the reference that filing appends. */
export const SENT_MESSAGE_MAX = MESSAGE_MAX + 1_000;

/** Validated again before sending. Throws `invalid` by field. */
export function filingValues<T>(schema: z.ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const fieldErrors: FieldErrors = {};
  for (const issue of parsed.error.issues)
    fieldErrors[String(issue.path[0] ?? "")] ??= issue.message;
  throw new AppError("invalid", { fieldErrors });
}
