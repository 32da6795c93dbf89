import { actedBy } from "../auth/acted-by";
import { assertMay } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { now, storableJsonb } from "../db/expressions";
import { type ColumnChanges, db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { newId } from "../ids";
import { log } from "../log";
import { readTopic } from "../notices/record/read-topic";
import type { ConnectionCheck } from "../providers/contract";
import { type CapabilityView, capabilityViews } from "../providers/labels";
import { openSession, sealCredential } from "./credential";
import { eraseConnection } from "./erase";
import {
  lockToChange,
  managedConnection,
  type OwnConnection,
  ownConnection,
} from "./own-connection";
import {
  accountId,
  assertNoSharedTickets,
  assertNotConnected,
  assertSameAccount,
  invalidKey,
  isSameCredential,
  lockAccount,
  OTHER_ACCOUNT,
} from "./same-account";
import { tryKey } from "./try-key";

export interface ConnectedResult {
  connectionId: string;
  capabilities: CapabilityView[];
}

/** Managers only; refuses an account that is already connected. Reads no tickets. */
export async function connectAccount(
  viewer: Viewer,
  input: { organizationId?: string; provider: string; label: string; credential: string },
): Promise<ConnectedResult> {
  const organizationId =
    input.organizationId ??
    viewer.memberships.find((membership) => membership.role === "manager")?.organizationId;
  if (organizationId === undefined)
    throw new AppError("forbidden", {
      text: message("connections.errors.onlyManagersConnect"),
    });
  assertMay(viewer, "connections.connect", organizationId);
  const account = { organizationId, provider: input.provider };
  await assertNotConnected(account, input.credential, {});
  const check = await tryKey(viewer, account, input.credential);
  if (check.account.id === undefined)
    await assertNoSharedTickets(account, openSession(input.provider, input.credential));
  const row = { id: newId(), organizationId, provider: input.provider };
  await transaction(async (client) => {
    await lockAccount(client, account);
    await assertNotConnected(account, input.credential, { account: check.account, client });
    await client
      .insertInto("connection")
      .values({
        id: row.id,
        organization_id: organizationId,
        provider: input.provider,
        label: input.label,
        sealed_credential: sealCredential(row, input.credential),
        account: storableJsonb(check.account),
        capabilities: storableJsonb(check.capabilities),
        checked_at: now(),
        created_by_id: viewer.userId,
        next_at: now(),
      })
      .execute();
    await audit(
      {
        ...actedBy(viewer),
        organizationId,
        action: "connection.created",
        targetType: "connection",
        targetId: row.id,
        data: { provider: input.provider },
      },
      client,
    );
  });
  return { connectionId: row.id, capabilities: shown(viewer, input.provider, check) };
}

function shown(viewer: Viewer, providerId: string, check: ConnectionCheck): CapabilityView[] {
  return capabilityViews(textsOf(viewer.language), providerId, check.capabilities);
}

const INLINE_ERASE_MS = 3_000;

/** The columns to set for another credential, or none. */
const NO_CREDENTIAL_STATE = {
  credential_version: (eb) => eb("credential_version", "+", 1),
  sealed_access_token: null,
  exchanging_until: null,
  rate_limit: null,
  rate_remaining: null,
  rate_reset_at: null,
  provider_pause_until: null,
  provider_pause_reason: null,
  probing_until: null,
} satisfies ColumnChanges<"connection">;

async function assertSameAccountKey(
  connection: OwnConnection,
  credential: string,
  { account }: ConnectionCheck,
): Promise<void> {
  const before = await db()
    .selectFrom("connection")
    .select((eb) => ["sealed_credential", accountId(eb.ref("account")).as("accountId")])
    .where("id", "=", connection.id)
    .executeTakeFirst();
  const sealedCredential = before?.sealed_credential;
  if (
    sealedCredential &&
    isSameCredential(connection, { id: connection.id, sealedCredential }, credential)
  )
    return;
  const knownId = before?.accountId ?? null;
  if (knownId === null || account.id === undefined) {
    const session = openSession(connection.provider, credential);
    await assertNoSharedTickets(connection, session, connection.id);
    await assertSameAccount(connection.id, session);
  } else if (knownId !== account.id) {
    throw invalidKey(OTHER_ACCOUNT);
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
  const check = await tryKey(viewer, connection, input.credential);
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
      await client
        .updateTable("connection")
        .set({
          ...NO_CREDENTIAL_STATE,
          sealed_credential: sealCredential(connection, input.credential),
          account: storableJsonb(check.account),
          capabilities: storableJsonb(check.capabilities),
          checked_at: now(),
          status: "active",
          last_error_code: null,
          last_error_message: null,
          last_error_at: null,
          lease_token: (eb) => eb("lease_token", "+", 1),
          lease_until: null,
          failures: 0,
          next_at: now(),
        })
        .where("id", "=", connection.id)
        .execute();
      await readTopic(client, connection.organizationId, `connection:${connection.id}`);
      await audit(
        {
          ...actedBy(viewer),
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
  return {
    connectionId: connection.id,
    capabilities: shown(viewer, connection.provider, check),
  };
}

/** Managers only. */
export async function renameConnection(
  viewer: Viewer,
  { connectionId, label }: { connectionId: string; label: string },
): Promise<{ connectionId: string }> {
  const { organizationId } = await ownConnection(viewer, connectionId);
  assertMay(viewer, "connections.connect", organizationId);
  await transaction(async (client) => {
    await lockToChange(client, connectionId);
    await client.updateTable("connection").set({ label }).where("id", "=", connectionId).execute();
    await audit(
      {
        ...actedBy(viewer),
        organizationId,
        action: "connection.renamed",
        targetType: "connection",
        targetId: connectionId,
      },
      client,
    );
  });
  return { connectionId };
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
      await client
        .updateTable("connection")
        .set({
          ...NO_CREDENTIAL_STATE,
          status: "disconnected",
          sealed_credential: null,
          lease_token: (eb) => eb("lease_token", "+", 1),
          lease_until: null,
          next_at: null,
          checkpoint: null,
          erasing_at: erase ? now() : null,
        })
        .where("id", "=", connection.id)
        .execute();
      await readTopic(client, connection.organizationId, `connection:${connection.id}`);
      const action = erase ? "connection.erased" : "connection.disconnected";
      await audit(
        {
          ...actedBy(viewer),
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
