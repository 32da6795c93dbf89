import { assertMay } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { AppError } from "../errors";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { actOnTicket } from "./commands";
import { availableMoves } from "./moves";
import { ownTicket } from "./own-ticket";

export interface ClosedTickets {
  submissionIds: string[];
  /** Tickets that cannot be closed, each with the reason. */
  refused: Array<{ ticketId: string; reason: string }>;
}

/**
 * Accepts closing several of the viewer's tickets, each as a submission of its own: one that cannot
 * be closed stops none of the others. Throws, and closes none, if one is not the viewer's
 * (`not_found`) or they may not write to it (`forbidden`).
 */
export async function closeTickets(
  viewer: Viewer,
  { items }: { items: ReadonlyArray<{ ticketId: string; formKey: string }> },
): Promise<ClosedTickets> {
  const tickets = [];
  for (const item of items) {
    const ticket = await ownTicket(viewer, item.ticketId);
    assertMay(viewer, "tickets.write", ticket.organizationId);
    tickets.push({ ...item, ...ticket });
  }
  const closed: ClosedTickets = { submissionIds: [], refused: [] };
  for (const { formKey, ticketId, ...ticket } of tickets) {
    const action = availableMoves(ticket).includes("solve") ? "solve" : "close";
    try {
      const { submissionId } = await actOnTicket(viewer, { formKey, ticketId, action });
      closed.submissionIds.push(submissionId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      closed.refused.push({
        ticketId,
        reason: renderMessage(textsOf(viewer.language), error.text),
      });
    }
  }
  return closed;
}
