import { createHash, timingSafeEqual } from "node:crypto";

import { type Expression, type NotNull, type RawBuilder, sql } from "kysely";

import { unseal } from "../crypto/seal";
import { isAnyOf, lockUntilCommit } from "../db/expressions";
import { type Db, db } from "../db/kysely";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
import { type Message, message } from "../i18n/message";
import type { ConnectionCheck, ProviderSession } from "../providers/contract";

interface AccountScope {
  organizationId: string;
  provider: string;
}

interface ConnectedAccount {
  id: string;
  label: string;
  sealedCredential: string;
  accountId: string | null;
}

/** The provider's id of a connection's `account`; null where it gives none. */
export const accountId = (account: Expression<unknown>): RawBuilder<string | null> =>
  sql`${account} ->> 'id'`;

function connectedAccounts(
  { organizationId, provider }: AccountScope,
  exceptId = "",
  on: Db = db(),
): Promise<ConnectedAccount[]> {
  return on
    .selectFrom("connection")
    .select((eb) => [
      "id",
      "label",
      "sealed_credential as sealedCredential",
      accountId(eb.ref("account")).as("accountId"),
    ])
    .where("organization_id", "=", organizationId)
    .where("provider", "=", provider)
    .where("id", "<>", exceptId)
    .where("status", "<>", "disconnected")
    .where("sealed_credential", "is not", null)
    .$narrowType<{ sealedCredential: NotNull }>()
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** False for a sealed key that can no longer be unsealed. */
export function isSameCredential(
  scope: AccountScope,
  row: Pick<ConnectedAccount, "id" | "sealedCredential">,
  credential: string,
): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  try {
    const { organizationId, provider } = scope;
    const context = { organizationId, provider, rowId: row.id, field: "credential" as const };
    const stored = unseal(row.sealedCredential, context, env().CREDENTIAL_KEYS);
    return timingSafeEqual(digest(stored.trim()), digest(credential.trim()));
  } catch (error) {
    if (isAppError(error, "credential_unreadable")) return false;
    throw error;
  }
}

/** An error on the form field of the key. */
export function invalidKey(text: Message): AppError {
  return new AppError("invalid", { text, fieldErrors: { credential: text } });
}

function alreadyConnectedError(label: string): AppError {
  return invalidKey(message("connections.errors.alreadyConnected", { label: { words: label } }));
}

/** Throws `invalid` for a connected key or account. `exceptId`: the connection to be changed. */
export async function assertNotConnected(
  scope: AccountScope,
  credential: string,
  {
    account,
    exceptId,
    client,
  }: { account?: ConnectionCheck["account"]; exceptId?: string; client?: Db },
): Promise<void> {
  const connected = await connectedAccounts(scope, exceptId, client);
  const same = connected.find(
    (row) =>
      isSameCredential(scope, row, credential) ||
      (row.accountId !== null && row.accountId === account?.id),
  );
  if (same) throw alreadyConnectedError(same.label);
}

/** Without account ids, a shared ticket means one account. A key that may not list passes. */
export async function assertNoSharedTickets(
  scope: AccountScope,
  session: ProviderSession,
  exceptId = "",
): Promise<void> {
  if ((await connectedAccounts(scope, exceptId)).length === 0) return;
  const listed = await firstTickets(session);
  const shared = await db()
    .selectFrom("connection as c")
    .select("c.label")
    .where("c.organization_id", "=", scope.organizationId)
    .where("c.provider", "=", scope.provider)
    .where("c.id", "<>", exceptId)
    .where("c.status", "<>", "disconnected")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("ticket as t")
          .select("t.id")
          .whereRef("t.connection_id", "=", "c.id")
          .where((eb) => isAnyOf(eb.ref("t.external_id"), listed)),
      ),
    )
    .orderBy("c.created_at")
    .orderBy("c.id")
    .limit(1)
    .executeTakeFirst();
  if (shared) throw alreadyConnectedError(shared.label);
}

async function firstTickets(session: ProviderSession): Promise<string[]> {
  try {
    for await (const { tickets } of session.listTickets())
      return tickets.map((ticket) => ticket.externalId);
  } catch (error) {
    if (!isAppError(error, "provider_forbidden")) throw error;
  }
  return [];
}

/** Serialises connecting and replacing keys, so that no account is connected twice. */
export async function lockAccount(
  transaction: Db,
  { organizationId, provider }: AccountScope,
): Promise<void> {
  await lockUntilCommit(transaction, `connect ${organizationId} ${provider}`);
}

export const OTHER_ACCOUNT = message("connections.errors.otherAccount");
const CANNOT_COMPARE = message("connections.errors.cannotCompare");

/** Without account ids, a new key must find a known ticket or service. Throws `invalid`. */
export async function assertSameAccount(
  connectionId: string,
  session: ProviderSession,
): Promise<void> {
  const tickets = await db()
    .selectFrom("ticket")
    .select("external_id")
    .where("connection_id", "=", connectionId)
    .orderBy((eb) => eb("gone_at", "is not", null))
    .orderBy("activity_at", "desc")
    .limit(3)
    .execute();
  if (tickets.length === 0) return;
  const found = await Promise.all(
    tickets.map(({ external_id }) => lookUpTicket(session, external_id)),
  );
  if (found.includes("found") || (await listsKnownService(connectionId, session))) return;
  throw invalidKey(found.includes("forbidden") ? CANNOT_COMPARE : OTHER_ACCOUNT);
}

async function lookUpTicket(
  session: ProviderSession,
  externalId: string,
): Promise<"found" | "none" | "forbidden"> {
  try {
    return (await session.readTicket(externalId)) === null ? "none" : "found";
  } catch (error) {
    if (isAppError(error, "provider_forbidden")) return "forbidden";
    throw error;
  }
}

async function listsKnownService(connectionId: string, session: ProviderSession): Promise<boolean> {
  for (const { kind, serviceKind, pages } of session.resources) {
    if (kind !== "services") continue;
    try {
      for await (const { services = [] } of pages(null)) {
        const listed = services.map((service) => service.externalId);
        const mirrored = await db()
          .selectFrom("service")
          .select("id")
          .where("connection_id", "=", connectionId)
          .where("kind", "=", serviceKind ?? "")
          .where((eb) => isAnyOf(eb.ref("external_id"), listed))
          .limit(1)
          .executeTakeFirst();
        if (mirrored) return true;
        break;
      }
    } catch (error) {
      if (!isAppError(error) || error.code === "provider_unauthorized") throw error;
    }
  }
  return false;
}
