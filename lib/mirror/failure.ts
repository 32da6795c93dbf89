import { sql } from "../db/sql";
import { AppError, isAppError, type ErrorCode } from "../errors";
import { log } from "../log";

/** Credential errors that trying again will not mend: the connection needs a person. */
const DEAD_CREDENTIAL: ReadonlySet<ErrorCode> = new Set(["provider_unauthorized", "credential_unreadable"]);

/** Notes on the connection why it could not be read, and returns it. A sweep that has lost its lease (to a replaced key, say) notes nothing. Unexpected errors go to the log. */
export async function recordFailure(connectionId: string, error: unknown, leaseToken?: number): Promise<Failure> {
  const known = told(connectionId, error);
  if (known.code !== "conflict" && known.code !== "connection_inactive") {
    await sql(
      `UPDATE connection SET last_error_code = $2, last_error_message = $3, last_error_at = now(),
              status = CASE WHEN $4 AND status = 'active' THEN 'needs_attention'::"ConnectionStatus" ELSE status END
        WHERE id = $1 AND ($5::int IS NULL OR lease_token = $5)`,
      [connectionId, known.code, known.message, DEAD_CREDENTIAL.has(known.code), leaseToken ?? null],
    );
  }
  return known;
}

export interface Failure {
  code: ErrorCode;
  message: string;
  retryAt?: Date;
}

function told(connectionId: string, error: unknown): Failure {
  if (!isAppError(error)) log.error({ err: error, connectionId }, "reading a provider failed");
  const { code, message, retryAt } = isAppError(error) ? error : new AppError("internal");
  return { code, message, retryAt };
}

/** Notes the failure if it says that the credential is dead; other failures of one click tell nothing about the connection. */
export async function recordDeadCredential(connectionId: string, error: unknown): Promise<Failure> {
  return isAppError(error) && DEAD_CREDENTIAL.has(error.code) ? recordFailure(connectionId, error) : told(connectionId, error);
}
