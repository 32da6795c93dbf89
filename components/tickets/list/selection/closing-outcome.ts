import type { PendingSubmission } from "@/lib/submissions/types";

/** A ticket that is not closed yet, or could not be. */
export interface ClosingTicket {
  submissionId: string;
  ticketId: string;
  subject: string;
  hasFailed: boolean;
}

const FAILED: ReadonlySet<PendingSubmission["state"]> = new Set(["needs_decision", "rejected"]);

/** Those among the submissions that close a ticket; undefined for none. */
export function closingTickets(pending: readonly PendingSubmission[]): ClosingTicket[] | undefined {
  const closing = pending.flatMap(({ id, kind, state, ticketId, subject }) =>
    ticketId !== null && state !== "sent" && (kind === "close" || kind === "solve")
      ? [{ submissionId: id, ticketId, subject, hasFailed: FAILED.has(state) }]
      : [],
  );
  return closing.length > 0 ? closing : undefined;
}

/** Counts the tickets of a bulk close that are closed and on their way, and lists the failed ones. */
export function closingOutcome(
  submissionIds: readonly string[],
  closing: readonly ClosingTicket[] = [],
) {
  const open = closing.filter(({ submissionId }) => submissionIds.includes(submissionId));
  const failed = open.filter(({ hasFailed }) => hasFailed);
  return {
    closed: submissionIds.length - open.length,
    closing: open.length - failed.length,
    failed,
  };
}
