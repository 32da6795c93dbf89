import { sql } from "../../db/sql";
import { AppError, type ErrorCode, errorTraits, isAppError } from "../../errors";
import { log } from "../../log";

/** By what the failed reading stood: who has lost its lease, or used a credential that was replaced meanwhile, says nothing about the connection. */
interface Standing {
  leaseToken?: number;
  sealedCredential?: string | null;
  /** The credential is accepted, but may not read tickets. */
  lacksReading?: boolean;
}

/** Notes on the connection why it could not be read, and returns it. Unexpected errors go to the log. */
export async function recordFailure(
  connectionId: string,
  error: unknown,
  { leaseToken, sealedCredential, lacksReading = false }: Standing,
): Promise<SyncFailure> {
  const known = told(connectionId, error);
  if (known.code !== "conflict" && known.code !== "connection_inactive") {
    await sql(
      `UPDATE connection SET last_error_code = $2, last_error_message = $3, last_error_at = now(),
              status = CASE WHEN $4 AND status = 'active' THEN 'needs_attention'::"ConnectionStatus" ELSE status END
        WHERE id = $1 AND ($5::int IS NULL OR lease_token = $5) AND ($6::text IS NULL OR sealed_credential = $6)`,
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

function told(connectionId: string, error: unknown): SyncFailure {
  if (!isAppError(error)) log.error({ err: error, connectionId }, "reading a provider failed");
  const { code, message, retryAt } = isAppError(error) ? error : new AppError("internal");
  return { code, message, retryAt };
}

/**
 * Notes the failure if it says that the credential is dead; other failures of one click tell nothing about the connection. `sealedCredential`: the one that was
 * used, as the row held it; if the row holds another one by now, nothing is noted.
 */
export async function recordDeadCredential(
  connectionId: string,
  error: unknown,
  sealedCredential?: string | null,
): Promise<SyncFailure> {
  return isAppError(error) && isCredentialDead(error.code)
    ? recordFailure(connectionId, error, { sealedCredential })
    : told(connectionId, error);
}
