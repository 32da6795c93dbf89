import { AppError, ERROR_MESSAGES, type ErrorCode, type FieldErrors } from "./errors";
import { newId } from "./ids";
import { log } from "./log";

/** What every action returns. `reference` identifies an unexpected error in the log. */
export type Result<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; message: string; fieldErrors: FieldErrors; reference?: string };

export type Failure = Extract<Result<never>, { ok: false }>;

export function ok<T>(data: T): Result<T> {
  return { ok: true, data };
}

/**
 * Converts a thrown error to a failure. Unexpected errors are logged and shown only as a reference.
 */
export function failure(error: unknown, doing: string): Failure {
  if (error instanceof AppError) {
    return {
      ok: false,
      code: error.code,
      message: error.message,
      fieldErrors: error.fieldErrors ?? {},
    };
  }
  const reference = newId().slice(-8);
  log.error({ err: error, reference, doing }, "unexpected error");
  return {
    ok: false,
    code: "internal",
    message: `${ERROR_MESSAGES.internal} Quote ${reference} if you contact us.`,
    fieldErrors: {},
    reference,
  };
}
