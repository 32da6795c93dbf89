import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { TicketMove, TicketProvider } from "../providers/contract";
import { findProvider } from "../providers/registry";
import { isId } from "../ids";

export interface OwnTicket {
  ticketId: string;
  organizationId: string;
  connectionId: string;
  status: string;
  collaboratorIds: string[];
  /** Undefined for one that this version does not know. */
  provider: TicketProvider | undefined;
}

/** A ticket of one of the viewer's own organizations; not_found for every other id. */
export async function ownTicket(viewer: Viewer, ticketId: string): Promise<OwnTicket> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const [row] = await sql<{ id: string; organization_id: string; connection_id: string; provider: string; status: string; collaborator_ids: string[] }>(
    "SELECT id, organization_id, connection_id, provider, status, collaborator_ids FROM ticket WHERE id = $1 AND organization_id = ANY($2)",
    [ticketId, ownOrganizations(viewer)],
  );
  if (!row) throw new AppError("not_found");
  return { ticketId: row.id, organizationId: row.organization_id, connectionId: row.connection_id, status: row.status, collaboratorIds: row.collaborator_ids, provider: findProvider(row.provider) };
}

/**
 * The same, for doing this to it; conflict when the ticket does not allow it as it stands. A form that was taken already asks only how it went: the ticket
 * may well have changed by it.
 */
export async function ticketToMove(viewer: Viewer, ticketId: string, move: TicketMove, formKey: string): Promise<OwnTicket & { provider: TicketProvider }> {
  const ticket = await ownTicket(viewer, ticketId);
  const { provider } = ticket;
  const [taken] = await sql("SELECT 1 FROM submission WHERE user_id = $1 AND form_key = $2 AND ticket_id = $3 AND state NOT IN ('rejected', 'abandoned')", [viewer.userId, formKey, ticketId]);
  if (!provider || (!taken && !provider.actionsFor(ticket.status).includes(move))) throw new AppError("conflict", { message: "The ticket does not allow this as it stands now. Reload to see how it stands." });
  return { ...ticket, provider };
}
