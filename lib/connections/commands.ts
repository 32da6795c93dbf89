import { isManager } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { sql, sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import { newId } from "../ids";
import { log } from "../log";
import type { CapabilityState, ConnectionCheck } from "../providers/contract";
import { storableJson } from "../text/storable";
import { checkCredential, openSession, sealCredential } from "./credential";
import { eraseConnection } from "./erase";
import { lockToChange, managedConnection, type OwnConnection } from "./own-connection";
import {
  assertNoSharedTickets,
  assertNotConnected,
  assertSameAccount,
  isSameCredential,
  lockAccount,
  OTHER_ACCOUNT,
} from "./same-account";

export interface ConnectedResult {
  connectionId: string;
  capabilities: CapabilityState[];
}

/** Managers only; refuses an account that is already connected. Reads no tickets. */
export async function connectAccount(
  viewer: Viewer,
  input: { organizationId?: string; provider: string; label: string; credential: string },
): Promise<ConnectedResult> {
  const organizationId =
    input.organizationId ??
    viewer.memberships.find((membership) => membership.role === "manager")?.organizationId;
  if (organizationId === undefined || !isManager(viewer, organizationId))
    throw new AppError("forbidden", {
      message: "Only a manager of the organization may connect an account.",
    });
  const account = { organizationId, provider: input.provider };
  await assertNotConnected(account, input.credential, {});
  const check = await checkCredential(input.provider, input.credential);
  if (check.account.id === undefined)
    await assertNoSharedTickets(account, openSession(input.provider, input.credential));
  const row = { id: newId(), organizationId, provider: input.provider };
  await transaction(async (client) => {
    await lockAccount(client, account);
    await assertNotConnected(account, input.credential, { account: check.account, client });
    await sqlResult(
      `INSERT INTO connection
         (id, organization_id, provider, label, sealed_credential, account, capabilities,
          checked_at, created_by_id, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, now())`,
      [
        row.id,
        organizationId,
        input.provider,
        input.label,
        sealCredential(row, input.credential),
        storableJson(check.account),
        storableJson(check.capabilities),
        viewer.userId,
      ],
      client,
    );
    await audit(
      {
        actorId: viewer.userId,
        organizationId,
        action: "connection.created",
        targetType: "connection",
        targetId: row.id,
        data: { provider: input.provider },
      },
      client,
    );
  });
  return { connectionId: row.id, capabilities: check.capabilities };
}

const INLINE_ERASE_MS = 3_000;

const RESET_CREDENTIAL_STATE = `sealed_access_token = NULL,
              exchanging_until = NULL,
              rate_limit = NULL,
              rate_remaining = NULL,
              rate_reset_at = NULL,
              provider_pause_until = NULL,
              provider_pause_reason = NULL,
              probing_until = NULL`;

async function assertSameAccountKey(
  connection: OwnConnection,
  credential: string,
  { account }: ConnectionCheck,
): Promise<void> {
  const [before] = await sql<{ account: { id?: string }; sealed: string | null }>(
    "SELECT account, sealed_credential AS sealed FROM connection WHERE id = $1",
    [connection.id],
  );
  if (
    before?.sealed &&
    isSameCredential(connection, { id: connection.id, sealedCredential: before.sealed }, credential)
  )
    return;
  const accountId = before?.account.id;
  if (accountId === undefined || account.id === undefined) {
    const session = openSession(connection.provider, credential);
    await assertNoSharedTickets(connection, session, connection.id);
    await assertSameAccount(connection.id, session);
  } else if (accountId !== account.id) {
    throw new AppError("invalid", {
      message: OTHER_ACCOUNT,
      fieldErrors: { credential: OTHER_ACCOUNT },
    });
  }
}

/** Checks the new credential first. Keeps the history. */
export async function replaceKey(
  viewer: Viewer,
  input: { connectionId: string; credential: string },
): Promise<ConnectedResult> {
  const connection = await managedConnection(viewer, input.connectionId);
  const others = { exceptId: connection.id };
  await assertNotConnected(connection, input.credential, others);
  const check = await checkCredential(connection.provider, input.credential);
  await assertSameAccountKey(connection, input.credential, check);
  await transaction(
    async (client) => {
      await lockAccount(client, connection);
      await assertNotConnected(connection, input.credential, {
        ...others,
        account: check.account,
        client,
      });
      await lockToChange(client, connection.id);
      await sqlResult(
        `UPDATE connection
            SET sealed_credential = $2,
              account = $3,
              capabilities = $4,
              checked_at = now(),
              status = 'active',
              last_error_code = NULL,
              last_error_message = NULL,
              last_error_at = NULL,
              lease_token = lease_token + 1,
              lease_until = NULL,
              failures = 0,
              next_at = now(),
              ${RESET_CREDENTIAL_STATE}
          WHERE id = $1`,
        [
          connection.id,
          sealCredential(connection, input.credential),
          storableJson(check.account),
          storableJson(check.capabilities),
        ],
        client,
      );
      await audit(
        {
          actorId: viewer.userId,
          organizationId: connection.organizationId,
          action: "connection.key_replaced",
          targetType: "connection",
          targetId: connection.id,
        },
        client,
      );
    },
    { account: connection.id },
  );
  return { connectionId: connection.id, capabilities: check.capabilities };
}

/** Tickets stay readable, unless `erase` deletes everything but the audit trail. */
export async function disconnect(
  viewer: Viewer,
  input: { connectionId: string; erase?: boolean },
): Promise<{ connectionId: string }> {
  const connection = await managedConnection(viewer, input.connectionId);
  const erase = input.erase ?? false;
  await transaction(
    async (client) => {
      await lockToChange(client, connection.id);
      await sqlResult(
        `UPDATE connection
            SET status = 'disconnected',
              sealed_credential = NULL,
              lease_token = lease_token + 1,
              lease_until = NULL,
              next_at = NULL,
              checkpoint = NULL,
              erasing_at = CASE WHEN $2 THEN now() END,
              ${RESET_CREDENTIAL_STATE}
          WHERE id = $1`,
        [connection.id, erase],
        client,
      );
      const action = erase ? "connection.erased" : "connection.disconnected";
      await audit(
        {
          actorId: viewer.userId,
          organizationId: connection.organizationId,
          action,
          targetType: "connection",
          targetId: connection.id,
        },
        client,
      );
    },
    { account: connection.id },
  );
  if (erase) {
    // The next round of jobs finishes a large account.
    await eraseConnection(connection.id, Date.now() + INLINE_ERASE_MS).catch((error: unknown) =>
      log.warn({ err: error, connectionId: connection.id }, "erasing continues later"),
    );
  }
  return { connectionId: connection.id };
}
