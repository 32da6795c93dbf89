import type { z } from "zod";

import { AppError } from "../errors";
import { fieldErrorsOf } from "../forms/field-errors";
import { MESSAGE_MAX } from "./forms/fields";

/** Leaves room for the reference that filing appends. */
export const SENT_MESSAGE_MAX = MESSAGE_MAX + 1_000;

/** Validated again before sending. Throws `invalid` by field. */
export function filingValues<T>(schema: z.ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
}
