import { sql } from "../../db/sql";
import { AppError, type ErrorCode, errorTraits, isAppError } from "../../errors";
import { log } from "../../log";

/** What the failed job used: a lost lease or a replaced credential makes the failure irrelevant. */
interface FailureContext {
  leaseToken?: number;
  sealedCredential?: string | null;
  lacksReading?: boolean;
}

/** Stores the failure on the connection. Logs unexpected errors. */
export async function recordFailure(
  connectionId: string,
  error: unknown,
  { leaseToken, sealedCredential, lacksReading = false }: FailureContext,
): Promise<SyncFailure> {
  const known = toSyncFailure(connectionId, error);
  if (known.code !== "conflict" && known.code !== "connection_inactive") {
    await sql(
      `UPDATE connection SET last_error_code = $2, last_error_message = $3, last_error_at = now(),
              status = CASE WHEN $4 AND status = 'active'
                THEN 'needs_attention'::"ConnectionStatus" ELSE status END
        WHERE id = $1 AND ($5::int IS NULL OR lease_token = $5)
          AND ($6::text IS NULL OR sealed_credential = $6)`,
      [
        connectionId,
        known.code,
        known.message,
        lacksReading || isCredentialDead(known.code),
        leaseToken ?? null,
        sealedCredential ?? null,
      ],
    );
  }
  return known;
}

export interface SyncFailure {
  code: ErrorCode;
  message: string;
  retryAt?: Date;
}

function isCredentialDead(code: ErrorCode): boolean {
  return errorTraits(code).recovery === "replace_credential";
}

function toSyncFailure(connectionId: string, error: unknown): SyncFailure {
  if (!isAppError(error)) log.error({ err: error, connectionId }, "reading a provider failed");
  const { code, message, retryAt } = isAppError(error) ? error : new AppError("internal");
  return { code, message, retryAt };
}

/** Stores the failure if the credential is dead and the row still holds `sealedCredential`. */
export async function recordDeadCredential(
  connectionId: string,
  error: unknown,
  sealedCredential?: string | null,
): Promise<SyncFailure> {
  return isAppError(error) && isCredentialDead(error.code)
    ? recordFailure(connectionId, error, { sealedCredential })
    : toSyncFailure(connectionId, error);
}
