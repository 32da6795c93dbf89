import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { assertKeyAccepted, type ConnectionStatus } from "../connections/own-connection";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { isId } from "../ids";
import type { TicketMove, TicketProvider } from "../providers/contract";
import { findProvider } from "../providers/registry";

export interface OwnTicket {
  ticketId: string;
  organizationId: string;
  connectionId: string;
  status: string;
  connectionStatus: ConnectionStatus;
  collaboratorIds: string[];
  /** Undefined for an unknown provider. */
  provider: TicketProvider | undefined;
}

/** Returns a ticket of the viewer's own organizations; throws `not_found` for any other id. */
export async function ownTicket(viewer: Viewer, ticketId: string): Promise<OwnTicket> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const [row] = await sql<Omit<OwnTicket, "provider"> & { provider: string }>(
    `SELECT t.id AS "ticketId", t.organization_id AS "organizationId",
        t.connection_id AS "connectionId", t.provider, t.status,
        t.collaborator_ids AS "collaboratorIds", c.status AS "connectionStatus"
      FROM ticket t
      JOIN connection c ON c.id = t.connection_id
      WHERE t.id = $1
        AND t.organization_id = ANY($2)`,
    [ticketId, ownOrganizations(viewer)],
  );
  if (!row) throw new AppError("not_found");
  return { ...row, provider: findProvider(row.provider) };
}

/**
 * Returns the viewer's ticket if it allows the action: throws `conflict` if not, and
 * `provider_unauthorized` while the key is rejected. A form accepted before passes, as the ticket
 * may have changed because of it.
 */
export async function ticketForAction(
  viewer: Viewer,
  ticketId: string,
  move: TicketMove,
  formKey: string,
): Promise<OwnTicket & { provider: TicketProvider }> {
  const ticket = await ownTicket(viewer, ticketId);
  const { provider } = ticket;
  const [accepted] = await sql(
    `SELECT 1
      FROM submission
      WHERE user_id = $1
        AND form_key = $2
        AND ticket_id = $3
        AND state NOT IN ('rejected', 'abandoned')`,
    [viewer.userId, formKey, ticketId],
  );
  if (!accepted) assertKeyAccepted(ticket.connectionStatus, provider);
  if (!provider || (!accepted && !provider.actionsFor(ticket.status).includes(move)))
    throw new AppError("conflict", {
      message: "The ticket does not allow this right now. Reload to see its current state.",
    });
  return { ...ticket, provider };
}
