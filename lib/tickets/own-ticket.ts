import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { assertKeyAccepted, type ConnectionStatus } from "../connections/own-connection";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
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

const ownTickets = compileOnce(
  (given: Placeholders<{ ticketId: string; organizationIds: string[] }>) =>
    db()
      .selectFrom("ticket as t")
      .innerJoin("connection as c", "c.id", "t.connection_id")
      .select((eb) => [
        "t.id as ticketId",
        "t.organization_id as organizationId",
        "t.connection_id as connectionId",
        "t.provider",
        "t.status",
        eb.ref("t.collaborator_ids").$notNull().as("collaboratorIds"),
        "c.status as connectionStatus",
      ])
      .where("t.id", "=", given.ticketId)
      .where((eb) => isAnyOf(eb.ref("t.organization_id"), given.organizationIds)),
);

/** Returns a ticket of the viewer's own organizations; throws `not_found` for any other id. */
export async function ownTicket(viewer: Viewer, ticketId: string): Promise<OwnTicket> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const [row] = await ownTickets({ ticketId, organizationIds: ownOrganizations(viewer) });
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
  const accepted = await db()
    .selectFrom("submission")
    .select("id")
    .where("user_id", "=", viewer.userId)
    .where("form_key", "=", formKey)
    .where("ticket_id", "=", ticketId)
    .where("state", "not in", ["rejected", "abandoned"])
    .executeTakeFirst();
  if (!accepted) assertKeyAccepted(ticket.connectionStatus, provider);
  if (!provider || (!accepted && !provider.actionsFor(ticket.status).includes(move)))
    throw new AppError("conflict", {
      text: message("submission.notAllowedNow"),
    });
  return { ...ticket, provider };
}
