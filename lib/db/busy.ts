import pg from "pg";

import { AppError, isAppError } from "../errors";
import { message } from "../i18n/message";

const LIMIT_CODES: ReadonlySet<string> = new Set([
  "55P03", // lock_not_available: lock_timeout
  "57014", // query_canceled: statement_timeout, or our cancel request
  "25P03", // idle_in_transaction_session_timeout
  "40P01", // deadlock_detected
  "53300", // too_many_connections
  "P2028", // Prisma's own limits of a transaction
  "busy", // the gate's, which Prisma throws again as an error of its own
]);

/** The message of pg's `query_timeout` error. */
const READ_TIMEOUT = "Query read timeout";

export function busy(cause?: unknown): AppError {
  return new AppError("busy", { cause });
}

/** True when the client gave up waiting; the statement may still run at the server. */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && (error.message === READ_TIMEOUT || isReadTimeout(error.cause));
}

/**
 * For an error of COMMIT. Unless the server itself refused, the transaction may be stored: its
 * answer was lost, or it was stopped meanwhile (class 57).
 */
export function asUnconfirmed(error: unknown): unknown {
  const isRefusal = error instanceof pg.DatabaseError && !error.code?.startsWith("57");
  if (isRefusal) return error;
  const text = message("errors.unconfirmed");
  return new AppError("busy", { text, mayBeDone: true, cause: error });
}

export function asBusy(error: unknown): unknown {
  if (isAppError(error)) return error;
  return isReadTimeout(error) || codesOf(error).some((code) => LIMIT_CODES.has(code))
    ? busy(error)
    : error;
}

/** An error of pg, or of Prisma, which names pg's code inside. */
interface Coded {
  code?: string;
  meta?: { driverAdapterError?: { cause?: { originalCode?: string } } };
}

function codesOf(error: unknown): string[] {
  const { code, meta } = (error ?? {}) as Coded;
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter((one) => one !== undefined);
}
