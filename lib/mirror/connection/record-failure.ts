import type { ExpressionBuilder } from "kysely";

import { now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { type ErrorCode, errorTraits } from "../../error-codes";
import { AppError, isAppError } from "../../errors";
import type { Message } from "../../i18n/message";
import { toStoredText } from "../../i18n/stored-text";
import { log } from "../../log";
import { recordNotice } from "../../notices/record/record-notice";

/** What the failed job used: a lost lease or a replaced credential makes the failure irrelevant. */
interface FailureContext {
  leaseToken?: number;
  credentialVersion?: number;
  lacksReading?: boolean;
}

/** Stores the failure on the connection. Logs unexpected errors. */
export async function recordFailure(
  connectionId: string,
  error: unknown,
  { leaseToken, credentialVersion, lacksReading = false }: FailureContext,
): Promise<SyncFailure> {
  const known = toSyncFailure(connectionId, error);
  if (known.code === "conflict" || known.code === "connection_inactive") return known;
  const isHeld = (eb: ExpressionBuilder<DB, "connection">) =>
    eb.and([
      eb("id", "=", connectionId),
      ...(leaseToken === undefined ? [] : [eb("lease_token", "=", leaseToken)]),
      ...(credentialVersion === undefined
        ? []
        : [eb("credential_version", "=", credentialVersion)]),
    ]);
  const store = (client: Db) =>
    client
      .updateTable("connection")
      .set({
        last_error_code: known.code,
        last_error_message: toStoredText(known),
        last_error_at: now(),
      })
      .where(isHeld)
      .execute();
  if (lacksReading || isCredentialDead(known.code))
    await transaction(async (client) => {
      await store(client);
      const stopped = await client
        .updateTable("connection")
        .set({ status: "needs_attention" })
        .where(isHeld)
        .where("status", "=", "active")
        .returning("organization_id as organizationId")
        .executeTakeFirst();
      if (stopped)
        await recordNotice(client, {
          organizationId: stopped.organizationId,
          topic: `connection:${connectionId}`,
          connectionId,
          kind: "connection",
          detail: "key_refused",
        });
    });
  else await store(db());
  return known;
}

export interface SyncFailure {
  code: ErrorCode;
  text: Message;
  /** The provider's own words, untranslated. */
  words?: string;
  retryAt?: Date;
}

function isCredentialDead(code: ErrorCode): boolean {
  return errorTraits(code).recovery === "replace_credential";
}

function toSyncFailure(connectionId: string, error: unknown): SyncFailure {
  if (!isAppError(error)) log.error({ err: error, connectionId }, "reading a provider failed");
  return syncFailure(isAppError(error) ? error : new AppError("internal"));
}

export function syncFailure({ code, text, words, retryAt }: AppError): SyncFailure {
  return { code, text, words, retryAt };
}

/** Stores the failure if the credential is dead and it was not replaced since. */
export async function recordDeadCredential(
  connectionId: string,
  error: unknown,
  credentialVersion?: number,
): Promise<SyncFailure> {
  return isAppError(error) && isCredentialDead(error.code)
    ? recordFailure(connectionId, error, { credentialVersion })
    : toSyncFailure(connectionId, error);
}
