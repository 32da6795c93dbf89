import type { ErrorCode } from "./error-codes";
import { AppError } from "./errors";
import { renderFieldErrors, renderMessage, type Translate } from "./i18n/message";
import { newId } from "./ids";
import { log } from "./log";

/** What every action returns, in the viewer's language. */
export type Result<T> = { ok: true; data: T } | Failure;

export interface Failure {
  ok: false;
  code: ErrorCode;
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
  fieldErrors: Record<string, string>;
  /** The action may have been carried out all the same. */
  mayBeDone?: boolean;
  /** Identifies an unexpected error in the log. */
  reference?: string;
}

export function ok<T>(data: T): Result<T> {
  return { ok: true, data };
}

/**
 * Converts a thrown error to a failure. Unexpected errors are logged and shown only as a reference.
 */
export function failure(error: unknown, doing: string, t: Translate): Failure {
  if (error instanceof AppError) {
    return {
      ok: false,
      code: error.code,
      message: renderMessage(t, error.text),
      words: error.words,
      fieldErrors: renderFieldErrors(t, error.fieldErrors ?? {}),
      mayBeDone: error.mayBeDone,
    };
  }
  const reference = newId().slice(-8);
  log.error({ err: error, reference, doing }, "unexpected error");
  const message = t("failure.withReference", { reference });
  return { ok: false, code: "internal", message, fieldErrors: {}, reference };
}
