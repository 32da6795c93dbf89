import { createHash, timingSafeEqual } from "node:crypto";

import type { PoolClient } from "pg";

import { unseal } from "../crypto/seal";
import { sql } from "../db/sql";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
import type { ConnectionCheck, ProviderSession } from "../providers/contract";

/** Whose connections are compared: those of one organization at one provider. */
interface Place {
  organizationId: string;
  provider: string;
}

interface ConnectedAccount {
  id: string;
  label: string;
  sealedCredential: string;
  accountId: string | null;
}

function connectedAccounts(
  place: Place,
  exceptId = "",
  on?: PoolClient,
): Promise<ConnectedAccount[]> {
  return sql<ConnectedAccount>(
    `SELECT id, label, sealed_credential AS "sealedCredential", account->>'id' AS "accountId" FROM connection
      WHERE organization_id = $1 AND provider = $2 AND id <> $3
        AND status <> 'disconnected' AND sealed_credential IS NOT NULL
      ORDER BY created_at, id`,
    [place.organizationId, place.provider, exceptId],
    on,
  );
}

/** Compares a pasted key with a sealed one. One that can't be opened any more equals nothing. */
export function isSameCredential(
  place: Place,
  row: Pick<ConnectedAccount, "id" | "sealedCredential">,
  credential: string,
): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  try {
    const { organizationId, provider } = place;
    const context = { organizationId, provider, rowId: row.id, field: "credential" as const };
    const standing = unseal(row.sealedCredential, context, env().CREDENTIAL_KEYS);
    return timingSafeEqual(digest(standing.trim()), digest(credential.trim()));
  } catch (error) {
    if (isAppError(error, "credential_unreadable")) return false;
    throw error;
  }
}

function connectedAlready(label: string): AppError {
  const message = `Already connected as “${label}”. To use a different key, replace its key.`;
  return new AppError("invalid", { message, fieldErrors: { credential: message } });
}

/** Throws when the organization has connected this key, or this account where the provider tells its id. `exceptId`: the connection whose key is replaced. */
export async function assertNotConnected(
  place: Place,
  credential: string,
  {
    account,
    exceptId,
    on,
  }: { account?: ConnectionCheck["account"]; exceptId?: string; on?: PoolClient },
): Promise<void> {
  const connected = await connectedAccounts(place, exceptId, on);
  const same = connected.find(
    (row) =>
      isSameCredential(place, row, credential) ||
      (row.accountId !== null && row.accountId === account?.id),
  );
  if (same) throw connectedAlready(same.label);
}

/**
 * The same for a provider that does not tell whose a key is: a ticket that another connection has
 * mirrored shows that both are the same account. A key that may not list tickets tells nothing.
 */
export async function assertNoSharedTickets(
  place: Place,
  session: ProviderSession,
  exceptId = "",
): Promise<void> {
  if ((await connectedAccounts(place, exceptId)).length === 0) return;
  const listed = await firstTickets(session);
  const [shared] = await sql<{ label: string }>(
    `SELECT c.label FROM connection c
      WHERE c.organization_id = $1 AND c.provider = $2 AND c.id <> $3 AND c.status <> 'disconnected'
        AND EXISTS (SELECT 1 FROM ticket t WHERE t.connection_id = c.id AND t.external_id = ANY($4))
      ORDER BY c.created_at, c.id LIMIT 1`,
    [place.organizationId, place.provider, exceptId, listed],
  );
  if (shared) throw connectedAlready(shared.label);
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

/** Takes the right to connect or replace keys in this place until the transaction ends, so that two requests can't connect one account twice. */
export async function lockAccount(
  client: PoolClient,
  { organizationId, provider }: Place,
): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `connect ${organizationId} ${provider}`,
  ]);
}

export const OTHER_ACCOUNT =
  "This key belongs to a different provider account. Connect it as a new account to keep the two histories apart.";
const CANNOT_TELL =
  "This key cannot read tickets, so we cannot tell whether it belongs to this account. Use a key that can.";

/**
 * Throws unless a new key is shown to be of the connection's own account, for a provider that does not
 * tell whose key it is: another account's key does not find this account's tickets.
 */
export async function assertSameAccount(
  connectionId: string,
  session: ProviderSession,
): Promise<void> {
  const tickets = await sql<{ external_id: string }>(
    "SELECT external_id FROM ticket WHERE connection_id = $1 ORDER BY gone_at IS NOT NULL, activity_at DESC LIMIT 3",
    [connectionId],
  );
  if (tickets.length === 0) return;
  const found = await Promise.all(tickets.map(({ external_id }) => mayFind(session, external_id)));
  if (found.includes("found") || (await listsKnownService(connectionId, session))) return;
  const problem = found.includes("forbidden") ? CANNOT_TELL : OTHER_ACCOUNT;
  throw new AppError("invalid", { message: problem, fieldErrors: { credential: problem } });
}

async function mayFind(
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

/** Whether one of the account's inventories, as far as the key may list them, names a service that the mirror knows. */
async function listsKnownService(connectionId: string, session: ProviderSession): Promise<boolean> {
  for (const { kind, serviceKind, pages } of session.resources) {
    if (kind !== "services") continue;
    try {
      for await (const { services = [] } of pages(null)) {
        const listed = services.map((service) => service.externalId);
        const known = await sql(
          "SELECT 1 FROM service WHERE connection_id = $1 AND kind = $2 AND external_id = ANY($3) LIMIT 1",
          [connectionId, serviceKind ?? "", listed],
        );
        if (known.length > 0) return true;
        break;
      }
    } catch (error) {
      if (!isAppError(error) || error.code === "provider_unauthorized") throw error;
    }
  }
  return false;
}
