import { AppError, isAppError } from "../errors";

/** What PostgreSQL says when a limit of ours, or its own number of connections, is reached. */
const LIMIT_CODES: ReadonlySet<string> = new Set([
  "55P03", // lock_not_available: lock_timeout
  "57014", // query_canceled: statement_timeout, or our cancel request
  "25P03", // idle_in_transaction_session_timeout
  "40P01", // deadlock_detected
  "53300", // too_many_connections
]);

/** How pg says that `query_timeout` is over. */
const READ_TIMEOUT = "Query read timeout";

export function busy(cause?: unknown): AppError {
  return new AppError("busy", { cause });
}

/** Whether the answer to a statement did not come in time; the statement may still run at the server. */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && (error.message === READ_TIMEOUT || isReadTimeout(error.cause));
}

/** The same error, or `busy` when it says that a time limit was reached. */
export function asBusy(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  if (isAppError(error)) return error;
  return isReadTimeout(error) || (typeof code === "string" && LIMIT_CODES.has(code))
    ? busy(error)
    : error;
}
