import type { ZodType } from "zod";

import { AppError } from "../errors";
import { fieldErrorsOf } from "../forms/field-errors";

/** Throws `invalid` with field errors. */
export function parseInput<T>(schema: ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success)
    throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
  return parsed.data;
}
