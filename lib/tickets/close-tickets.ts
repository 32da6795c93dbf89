import { assertMay } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { OPEN_STATES } from "../submissions/submission";
import { actOnTicket } from "./commands";
import { availableMoves } from "./moves";
import { ownTicket } from "./own-ticket";

export interface ClosedTickets {
  submissionIds: string[];
  /** Tickets that cannot be closed, each with the reason. */
  refused: Array<{ ticketId: string; reason: string }>;
}

/** The person's own submissions that close these tickets and are on their way, by ticket. */
async function runningCloses(
  { userId }: Viewer,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string | null, string>> {
  const rows = await db()
    .selectFrom("submission as s")
    .select(["s.ticket_id as ticketId", "s.id"])
    .where("s.user_id", "=", userId)
    .where((eb) => isAnyOf(eb.ref("s.ticket_id"), ticketIds))
    .where("s.kind", "in", ["close", "solve"])
    .where("s.state", "in", OPEN_STATES)
    .execute();
  return new Map(rows.map(({ ticketId, id }) => [ticketId, id]));
}

/**
 * Accepts closing several of the viewer's tickets, each as a submission of its own: one that cannot
 * be closed stops none of the others, and none is closed twice. Throws, and closes none, if one is
 * not the viewer's (`not_found`) or they may not write to it (`forbidden`).
 */
export async function closeTickets(
  viewer: Viewer,
  { items }: { items: ReadonlyArray<{ ticketId: string; formKey: string }> },
): Promise<ClosedTickets> {
  const tickets = [];
  const listed = new Map(items.map((item) => [item.ticketId, item]));
  for (const item of listed.values()) {
    const ticket = await ownTicket(viewer, item.ticketId);
    assertMay(viewer, "tickets.write", ticket.organizationId);
    tickets.push({ ...item, ...ticket });
  }
  const closed: ClosedTickets = { submissionIds: [], refused: [] };
  const running = await runningCloses(
    viewer,
    tickets.map(({ ticketId }) => ticketId),
  );
  const t = textsOf(viewer.language);
  for (const { formKey, ticketId, ...ticket } of tickets) {
    const before = running.get(ticketId);
    if (before !== undefined) {
      closed.submissionIds.push(before);
      continue;
    }
    if (ticket.goneAt !== null) {
      closed.refused.push({ ticketId, reason: t("ticketSync.gone") });
      continue;
    }
    const action = availableMoves(ticket).includes("solve") ? "solve" : "close";
    try {
      const { submissionId } = await actOnTicket(viewer, { formKey, ticketId, action });
      closed.submissionIds.push(submissionId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      closed.refused.push({
        ticketId,
        reason: renderMessage(t, error.text),
      });
    }
  }
  return closed;
}
