import type { Viewer } from "../../auth/types";
import { requestSyncSoon } from "../../connections/request-sync-soon";
import { databaseNow } from "../../db/clock";
import { sql } from "../../db/sql";
import { readTicketNow } from "../../mirror/read-ticket";
import { reconcileConnection } from "../../submissions/reconcile/reconcile-connection";
import { ownTicket } from "../own-ticket";

/** An open ticket is read again when its last read is older. */
const MIN_READ_INTERVAL_MS = 15_000;
/** Upper bound of the backoff after failures. */
const MAX_BACKOFF_S = 300;

export interface TicketUpdates {
  /** The ticket or one of its submissions has changed. */
  changed: boolean;
  readAt: Date;
  /** Null when the provider was read or not asked. */
  problem: string | null;
  retryAt: Date | null;
  /** The provider has just answered that the ticket does not exist. */
  missing: boolean;
}

/**
 * Checks whether one of the viewer's tickets has changed since a time; polled by open pages. Reads
 * it from the provider after some seconds, as background work that leaves the rest of the rate
 * limit to people. `opened`: the page has just been opened.
 */
export async function ticketUpdates(
  viewer: Viewer,
  input: { ticketId: string; since: Date; opened?: boolean },
): Promise<TicketUpdates> {
  const ticket = await ownTicket(viewer, input.ticketId);
  const before = await loadPollState(ticket.ticketId, input.since);
  const reading: Pick<TicketUpdates, "problem" | "retryAt" | "missing"> = {
    problem: null,
    retryAt: null,
    missing: false,
  };
  if (
    before.isReadable &&
    (input.opened || !before.isBackingOff) &&
    databaseNow().getTime() - before.readAt.getTime() > MIN_READ_INTERVAL_MS
  ) {
    await requestSyncSoon(ticket.connectionId);
    const { outcome, message, retryAt } = await readTicketNow(ticket.ticketId, {
      background: !input.opened,
    });
    reading.missing = outcome === "gone";
    if (outcome === "failed") {
      reading.problem = message ?? "";
      reading.retryAt = retryAt ?? null;
    }
    await storeAttempt(ticket.ticketId, outcome === "failed");
    if (outcome === "changed" || outcome === "unchanged")
      await reconcileConnection(ticket.connectionId);
  }
  const { changed, readAt } = before.changed
    ? before
    : await loadPollState(ticket.ticketId, input.since);
  return { changed, readAt, ...reading };
}

/** Counts attempts, not successes, so that open pages do not hammer a failing provider. */
async function storeAttempt(ticketId: string, failed: boolean): Promise<void> {
  if (!failed)
    await sql(
      `UPDATE ticket
        SET poll_failures = 0, poll_after_at = NULL
        WHERE id = $1
          AND poll_failures > 0`,
      [ticketId],
    );
  else {
    await sql(
      `UPDATE ticket
        SET poll_failures = poll_failures + 1,
          poll_after_at = now() + make_interval(
            secs => least($2, $3 * 2 ^ least(poll_failures + 1, 20))
          )
        WHERE id = $1`,
      [ticketId, MAX_BACKOFF_S, MIN_READ_INTERVAL_MS / 1_000],
    );
  }
}

interface PollState extends Pick<TicketUpdates, "changed" | "readAt"> {
  /** The connection is active and the provider has the ticket; sweeps find one that returns. */
  isReadable: boolean;
  /** Backs off after failed reads. */
  isBackingOff: boolean;
}

async function loadPollState(ticketId: string, since: Date): Promise<PollState> {
  const [row] = await sql<PollState>(
    `SELECT greatest(t.read_at, c.last_read_at) AS "readAt",
        c.status = 'active' AND c.paused_at IS NULL AND t.gone_at IS NULL AS "isReadable",
        coalesce(t.poll_after_at > now(), false) AS "isBackingOff",
        EXISTS (SELECT 1 FROM event e WHERE e.ticket_id = t.id AND e.seen_at > $2)
          OR EXISTS (
            SELECT 1
            FROM submission s
            WHERE s.ticket_id = t.id
              AND greatest(s.created_at, s.sending_at, s.settled_at) > $2
          ) AS changed
      FROM ticket t
      JOIN connection c ON c.id = t.connection_id
      WHERE t.id = $1`,
    [ticketId, since],
  );
  return row ?? { changed: false, readAt: since, isReadable: false, isBackingOff: false };
}
