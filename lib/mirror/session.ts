import { env } from "../env";
import { unseal } from "../crypto/seal";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { CallRecord, ProviderSession, TicketProvider } from "../providers/contract";
import { findProvider } from "../providers/registry";
import { tokenStore } from "./tokens";

export interface ConnectionRow {
  id: string;
  organization_id: string;
  provider: string;
  label: string;
  status: "active" | "needs_attention" | "disconnected";
  sealed_credential: string | null;
}

export interface OpenConnection {
  row: ConnectionRow;
  provider: TicketProvider;
  session: ProviderSession;
  calls: () => number;
  /** The provider's id of the newest request that had one. */
  lastRequestId: () => string | null;
}

/**
 * A provider session with a connection's credential. The caller has checked that whoever asks may use this connection.
 * Throws connection_inactive for a disconnected one, credential_unreadable when the credential cannot be opened.
 */
export async function openConnection(connectionId: string, signal?: AbortSignal): Promise<OpenConnection> {
  const [row] = await sql<ConnectionRow>("SELECT id, organization_id, provider, label, status, sealed_credential FROM connection WHERE id = $1", [connectionId]);
  const provider = row && findProvider(row.provider);
  if (!row || !provider || row.status === "disconnected" || row.sealed_credential === null) throw new AppError("connection_inactive");
  const place = { organizationId: row.organization_id, rowId: row.id, provider: row.provider };
  const credential = unseal(row.sealed_credential, { ...place, field: "credential" }, env().CREDENTIAL_KEYS);
  let calls = 0;
  let requestId: string | null = null;
  const onCall = (call: CallRecord) => {
    calls += 1;
    requestId = call.requestId ?? requestId;
  };
  const session = provider.open({ credential, tokens: tokenStore(row.id, credential), signal, onCall });
  return { row, provider, session, calls: () => calls, lastRequestId: () => requestId };
}
