import { createHash, timingSafeEqual } from "node:crypto";

import { unseal } from "../crypto/seal";
import type { Db } from "../db/kysely";
import { sql, sqlResult } from "../db/sql";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
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

function connectedAccounts(
  scope: AccountScope,
  exceptId = "",
  client?: Db,
): Promise<ConnectedAccount[]> {
  return sql<ConnectedAccount>(
    `SELECT id, label, sealed_credential AS "sealedCredential", account->>'id' AS "accountId"
       FROM connection
      WHERE organization_id = $1 AND provider = $2 AND id <> $3
        AND status <> 'disconnected' AND sealed_credential IS NOT NULL
      ORDER BY created_at, id`,
    [scope.organizationId, scope.provider, exceptId],
    client,
  );
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

function alreadyConnectedError(label: string): AppError {
  const message = `Already connected as “${label}”. To use a different key, replace its key.`;
  return new AppError("invalid", { message, fieldErrors: { credential: message } });
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
  const [shared] = await sql<{ label: string }>(
    `SELECT c.label FROM connection c
      WHERE c.organization_id = $1 AND c.provider = $2 AND c.id <> $3 AND c.status <> 'disconnected'
        AND EXISTS (SELECT 1 FROM ticket t WHERE t.connection_id = c.id AND t.external_id = ANY($4))
      ORDER BY c.created_at, c.id LIMIT 1`,
    [scope.organizationId, scope.provider, exceptId, listed],
  );
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
  client: Db,
  { organizationId, provider }: AccountScope,
): Promise<void> {
  await sqlResult(
    "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
    [`connect ${organizationId} ${provider}`],
    client,
  );
}

export const OTHER_ACCOUNT =
  "This key belongs to a different provider account. Connect it as a new account to keep the two histories apart.";
const CANNOT_COMPARE =
  "This key cannot read tickets, so we cannot tell whether it belongs to this account. Use a key that can.";

/** Without account ids, a new key must find a known ticket or service. Throws `invalid`. */
export async function assertSameAccount(
  connectionId: string,
  session: ProviderSession,
): Promise<void> {
  const tickets = await sql<{ external_id: string }>(
    `SELECT external_id FROM ticket
      WHERE connection_id = $1
      ORDER BY gone_at IS NOT NULL, activity_at DESC
      LIMIT 3`,
    [connectionId],
  );
  if (tickets.length === 0) return;
  const found = await Promise.all(
    tickets.map(({ external_id }) => lookUpTicket(session, external_id)),
  );
  if (found.includes("found") || (await listsKnownService(connectionId, session))) return;
  const problem = found.includes("forbidden") ? CANNOT_COMPARE : OTHER_ACCOUNT;
  throw new AppError("invalid", { message: problem, fieldErrors: { credential: problem } });
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
        const mirrored = await sql(
          `SELECT 1 FROM service
            WHERE connection_id = $1 AND kind = $2 AND external_id = ANY($3)
            LIMIT 1`,
          [connectionId, serviceKind ?? "", listed],
        );
        if (mirrored.length > 0) return true;
        break;
      }
    } catch (error) {
      if (!isAppError(error) || error.code === "provider_unauthorized") throw error;
    }
  }
  return false;
}
