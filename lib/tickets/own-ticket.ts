import { assertMay } from "../auth/permissions";
import { ownScope, scopedTickets, type ScopeValues, scopeValues } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { assertKeyAccepted, type ConnectionStatus } from "../connections/own-connection";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { isId } from "../ids";
import { canConnection } from "../providers/capabilities";
import type { CapabilityState, TicketMove, TicketProvider } from "../providers/contract";
import { findProvider } from "../providers/registry";
import { availableMoves, continueWay } from "./moves";

export interface OwnTicket {
  ticketId: string;
  organizationId: string;
  connectionId: string;
  status: string;
  /** Time when it was found missing at the provider; null while it exists there. */
  goneAt: Date | null;
  connectionStatus: ConnectionStatus;
  collaboratorIds: string[];
  /** Of its connection. */
  capabilities: CapabilityState[];
  /** Undefined for an unknown provider. */
  provider: TicketProvider | undefined;
}

const ownTickets = compileOnce(
  ({ ticketId, ...scope }: Placeholders<ScopeValues & { ticketId: string }>) =>
    scopedTickets(scope)
      .innerJoin("connection as c", "c.id", "t.connection_id")
      .select((eb) => [
        "t.id as ticketId",
        "t.organization_id as organizationId",
        "t.connection_id as connectionId",
        "t.provider",
        "t.status",
        "t.gone_at as goneAt",
        eb.ref("t.collaborator_ids").$notNull().as("collaboratorIds"),
        "c.status as connectionStatus",
        eb.ref("c.capabilities").$castTo<CapabilityState[]>().as("capabilities"),
      ])
      .where("t.id", "=", ticketId),
);

/** Returns a ticket that the viewer may see as a member; throws `not_found` for any other id. */
export async function ownTicket(viewer: Viewer, ticketId: string): Promise<OwnTicket> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const [row] = await ownTickets({ ticketId, ...scopeValues(ownScope(viewer)) });
  if (!row) throw new AppError("not_found");
  return { ...row, provider: findProvider(row.provider) };
}

/** `reopen-and-reply` is a `continue` with a reply. */
type RequestedMove = Exclude<TicketMove, "continue"> | "reopen-and-reply";

/**
 * Returns the viewer's ticket if they may write to it (throws `forbidden`), and if its status and
 * its connection allow the action: throws `conflict` if not, and `provider_unauthorized` while the
 * key is rejected. A form that was already accepted passes, since it may itself have changed the
 * ticket.
 */
export async function ticketForAction(
  viewer: Viewer,
  ticketId: string,
  move: RequestedMove,
  formKey: string,
): Promise<OwnTicket & { provider: TicketProvider }> {
  const ticket = await ownTicket(viewer, ticketId);
  assertMay(viewer, "tickets.write", ticket.organizationId);
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
  if (!provider) throw new AppError("conflict", { text: message("submission.notAllowedNow") });
  const known = { ...ticket, provider };
  if (!accepted) assertMove(known, move);
  return known;
}

function assertMove(
  ticket: OwnTicket & { provider: TicketProvider },
  requested: RequestedMove,
): void {
  const { provider, capabilities, status } = ticket;
  const withReply = requested === "reopen-and-reply";
  const move = withReply ? "continue" : requested;
  if (!provider.actionsFor(status).includes(move))
    throw new AppError("conflict", { text: message("submission.notAllowedNow") });
  const { name } = provider;
  if (requested === "reply" || withReply) {
    if (!canConnection(provider, capabilities, "reply"))
      throw new AppError("conflict", { text: message("submission.cannotReply", { name }) });
  }
  if (!availableMoves(ticket).includes(move) || (withReply && continueWay(ticket) !== requested))
    throw new AppError("conflict", { text: message("submission.cannotDo", { name }) });
}
