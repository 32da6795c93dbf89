import { ulid } from "ulid";

import { isManager } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { seal } from "../crypto/seal";
import { audit } from "../db/audit";
import { sql, transaction } from "../db/sql";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
import { log } from "../log";
import { type SyncReport, type SyncTrigger } from "../mirror/sync/run-sync";
import type {
  CapabilityState,
  ConnectionCheck,
  ProviderSession,
  TokenStore,
} from "../providers/contract";
import { findProvider } from "../providers/registry";
import { storableJson } from "../text/storable";
import { eraseConnection } from "./erase";
import {
  lockToChange,
  managedConnection,
  type OwnConnection,
  ownConnection,
} from "./own-connection";
import { readConnection } from "./read-connection";
import { requestSyncSoon } from "./request-sync-soon";
import {
  assertNoSharedTickets,
  assertNotConnected,
  assertSameAccount,
  isSameCredential,
  lockAccount,
  OTHER_ACCOUNT,
} from "./same-account";
import { syncResultText } from "./sync-summary";

/** A credential that is only tried keeps its tokens to itself. */
function passingTokens(): TokenStore {
  let held: Awaited<ReturnType<TokenStore["get"]>> = null;
  return {
    get: async () => held,
    set: async (token) => {
      held = token;
    },
  };
}

function sessionWith(providerId: string, credential: string): ProviderSession {
  const provider = findProvider(providerId);
  if (!provider)
    throw new AppError("invalid", {
      fieldErrors: { provider: "Choose one of the providers in the list." },
    });
  return provider.open({ credential, tokens: passingTokens() });
}

/** Tries a credential at its provider. A wrong one is an error on the form's field, in the provider's words; nothing is saved. */
async function tryCredential(providerId: string, credential: string): Promise<ConnectionCheck> {
  try {
    return await sessionWith(providerId, credential).check();
  } catch (error) {
    if (isAppError(error, "provider_unauthorized"))
      throw new AppError("provider_unauthorized", {
        message: error.message,
        requestId: error.requestId,
        fieldErrors: { credential: error.message },
      });
    throw error;
  }
}

function sealFor(
  row: { id: string; organizationId: string; provider: string },
  credential: string,
): string {
  return seal(
    credential,
    {
      organizationId: row.organizationId,
      rowId: row.id,
      provider: row.provider,
      field: "credential",
    },
    env().CREDENTIAL_KEYS,
  );
}

export interface Connected {
  connectionId: string;
  capabilities: CapabilityState[];
}

/**
 * Connects a provider account to an organization: the credential is tried first, then sealed and saved. Managers of the
 * organization only. An account that is connected already is refused. Does not read its tickets; that is `syncNow`.
 */
export async function connectAccount(
  viewer: Viewer,
  input: { organizationId?: string; provider: string; label: string; credential: string },
): Promise<Connected> {
  const organizationId =
    input.organizationId ??
    viewer.memberships.find((membership) => membership.role === "manager")?.organizationId;
  if (organizationId === undefined || !isManager(viewer, organizationId))
    throw new AppError("forbidden", {
      message: "Only a manager of the organization may connect an account.",
    });
  const place = { organizationId, provider: input.provider };
  await assertNotConnected(place, input.credential, {});
  const check = await tryCredential(input.provider, input.credential);
  if (check.account.id === undefined)
    await assertNoSharedTickets(place, sessionWith(input.provider, input.credential));
  const row = { id: ulid(), organizationId, provider: input.provider };
  await transaction(async (client) => {
    await lockAccount(client, place);
    await assertNotConnected(place, input.credential, { account: check.account, on: client });
    await client.query(
      `INSERT INTO connection (id, organization_id, provider, label, sealed_credential, account, capabilities, checked_at, created_by_id, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, now())`,
      [
        row.id,
        organizationId,
        input.provider,
        input.label,
        sealFor(row, input.credential),
        storableJson(check.account),
        storableJson(check.capabilities),
        viewer.userId,
      ],
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

/** How long a person waits for an account to be erased. */
const ERASE_AT_ONCE_MS = 3_000;

/** State that belongs to one credential and is cleared with it. */
const FORGET_CREDENTIAL_STATE = `sealed_access_token = NULL, exchanging_until = NULL, rate_limit = NULL, rate_remaining = NULL,
  rate_reset_at = NULL, provider_pause_until = NULL, provider_pause_reason = NULL, probing_until = NULL`;

/** Throws unless the key is of the account that the connection has mirrored. */
async function assertOwnKey(
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
  const known = before?.account.id;
  if (known === undefined || account.id === undefined) {
    const session = sessionWith(connection.provider, credential);
    await assertNoSharedTickets(connection, session, connection.id);
    await assertSameAccount(connection.id, session);
  } else if (known !== account.id) {
    throw new AppError("invalid", {
      message: OTHER_ACCOUNT,
      fieldErrors: { credential: OTHER_ACCOUNT },
    });
  }
}

/** Puts another credential in place of a connection's own, keeping the connection and its history. The new one is tried first. */
export async function replaceKey(
  viewer: Viewer,
  input: { connectionId: string; credential: string },
): Promise<Connected> {
  const connection = await managedConnection(viewer, input.connectionId);
  const others = { exceptId: connection.id };
  await assertNotConnected(connection, input.credential, others);
  const check = await tryCredential(connection.provider, input.credential);
  await assertOwnKey(connection, input.credential, check);
  await transaction(
    async (client) => {
      await lockAccount(client, connection);
      await assertNotConnected(connection, input.credential, {
        ...others,
        account: check.account,
        on: client,
      });
      await lockToChange(client, connection.id);
      await client.query(
        `UPDATE connection SET sealed_credential = $2, account = $3, capabilities = $4, checked_at = now(), status = 'active',
              last_error_code = NULL, last_error_message = NULL, last_error_at = NULL, lease_token = lease_token + 1, lease_until = NULL,
              failures = 0, next_at = now(), ${FORGET_CREDENTIAL_STATE} WHERE id = $1`,
        [
          connection.id,
          sealFor(connection, input.credential),
          storableJson(check.account),
          storableJson(check.capabilities),
        ],
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

/**
 * Ends a connection at once: the credential is destroyed and a sweep under way loses its lease. Its tickets stay readable, or, if the
 * organization says so, the connection is shown no more and everything that was mirrored and filed through it is erased, in the
 * background if there is much of it; the audit trail stays.
 */
export async function disconnect(
  viewer: Viewer,
  input: { connectionId: string; erase?: boolean },
): Promise<{ connectionId: string }> {
  const connection = await managedConnection(viewer, input.connectionId);
  const erase = input.erase ?? false;
  await transaction(
    async (client) => {
      await lockToChange(client, connection.id);
      await client.query(
        `UPDATE connection SET status = 'disconnected', sealed_credential = NULL, lease_token = lease_token + 1, lease_until = NULL, next_at = NULL, checkpoint = NULL,
              erasing_at = CASE WHEN $2 THEN now() END, ${FORGET_CREDENTIAL_STATE} WHERE id = $1`,
        [connection.id, erase],
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
    // A small account is gone with this; the rest of a large one is taken up by the next round of jobs.
    await eraseConnection(connection.id, Date.now() + ERASE_AT_ONCE_MS).catch((error: unknown) =>
      log.warn({ err: error, connectionId: connection.id }, "erasing continues later"),
    );
  }
  return { connectionId: connection.id };
}

export interface Synced {
  outcome: SyncReport["outcome"];
  ticketsRead: number;
  ticketsChanged: number;
  /** One plain sentence on how it ended. */
  message: string;
  /** When the provider may be asked again, if it is not to be asked before. */
  retryAt?: Date;
}

/** Reads one of the viewer's connections from its provider now, unless staff have paused its reading. A provider that fails is an outcome, not an error. */
export async function syncNow(
  viewer: Viewer,
  input: { connectionId: string },
  trigger: SyncTrigger = "person",
): Promise<Synced> {
  const connection = await ownConnection(viewer, input.connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  if (connection.paused)
    return { outcome: "failed", ticketsRead: 0, ticketsChanged: 0, message: PAUSED };
  // A sweep that is under way may have been past what the person waits for: then the next one comes soon.
  if (trigger === "person") await requestSyncSoon(connection.id);
  const report = await readConnection(connection.id, { trigger });
  return {
    outcome: report.outcome,
    ticketsRead: report.ticketsRead,
    ticketsChanged: report.ticketsChanged,
    message: sentence(report),
    retryAt: report.error?.retryAt,
  };
}

const PAUSED = "The portal’s staff have paused this account. Syncing resumes when they resume it.";

function sentence(report: SyncReport): string {
  if (report.outcome === "busy")
    return "This account is already syncing. The result will be here in a moment.";
  if (report.outcome === "failed") return report.error?.message ?? "The sync failed.";
  if (report.error?.code === "provider_rate_limited" && report.ticketsRead === 0)
    return report.error.message;
  const read = syncResultText(report.ticketsRead, report.ticketsChanged);
  return report.outcome === "complete" ? read : `${read} The rest follows with the next sync.`;
}
