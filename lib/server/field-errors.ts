import type { FieldErrors } from "../errors";

/** The first message of each field of a failed parse, by the field's name; "" holds what belongs to the whole. */
export function fieldErrorsOf(
  issues: ReadonlyArray<{ path: PropertyKey[]; message: string }>,
): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of issues) errors[String(issue.path[0] ?? "")] ??= issue.message;
  return errors;
}
