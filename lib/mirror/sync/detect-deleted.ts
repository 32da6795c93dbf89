import { databaseNow } from "../../db/clock";
import { sql, sqlResult,transaction } from "../../db/sql";
import { errorTraits, isAppError } from "../../errors";
import { lockConnection, renewLease } from "../connection/lease";
import type { OpenConnection } from "../connection/open-connection";
import { withDatabaseTime } from "../write/database-clock";
import { type Unwritable, writeTolerantly } from "../write/unwritable";
import type { Checkpoint } from "./checkpoint";
import type { SyncReport } from "./sync-runs";

/** Tickets checked per sweep; the next sweep checks the rest. */
const MAX_CHECKED = 200;

/** Opened or filed minutes ago (on `ticket t`): lists lag behind writes, so it may be missing. */
export const IS_NEW = `(
  coalesce(t.opened_at, t.first_seen_at) > now() - interval '15 minutes'
  OR EXISTS (
    SELECT 1 FROM submission s
    WHERE s.ticket_id = t.id AND s.kind = 'create'
      AND s.sending_at > now() - interval '15 minutes'))`;

/**
 * Checks tickets that a full sweep did not list, each by id, as lists shift while they are read.
 * Marks those that the provider does not have. Returns false when the next sweep must check again.
 */
export async function detectDeleted(
  open: OpenConnection,
  leaseToken: number,
  checkpoint: Checkpoint,
  report: SyncReport,
  unwritable: Unwritable,
): Promise<boolean> {
  // The planner turns NOT IN and NOT EXISTS into nested loops: hours for 100,000s of tickets.
  const missing = await sql<{ id: string; external_id: string; read_at: Date }>(
    `SELECT t.id, t.external_id, t.read_at
     FROM ticket t
     WHERE t.connection_id = $1 AND t.gone_at IS NULL AND t.read_at < $3 AND NOT ${IS_NEW}
       AND t.external_id = ANY(ARRAY(
         SELECT external_id FROM ticket
         WHERE connection_id = $1 AND gone_at IS NULL AND read_at < $3
         EXCEPT
         SELECT unnest(external_ids) FROM swept_page
         WHERE connection_id = $1 AND sweep_id = $2))
     ORDER BY t.read_at LIMIT ${MAX_CHECKED}`,
    [open.row.id, checkpoint.sweepId, checkpoint.startedAt],
  );
  const goneBefore = report.gone;
  for (const ticket of missing) {
    const requestedAt = databaseNow();
    let snapshot;
    try {
      snapshot = await open.session.readTicket(ticket.external_id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { duringSync } = errorTraits(error.code);
      if (duringSync === "stop") throw error;
      report.error ??= { code: error.code, message: error.message, retryAt: error.retryAt };
      if (duringSync === "skip_ticket") continue;
      return false;
    }
    await renewLease(open.row.id, leaseToken);
    if (snapshot === null) {
      report.gone += await markTicketDeleted(open, ticket, {
        runId: report.runId,
        requestedAt,
        leaseToken,
      });
      continue;
    }
    const target = {
      connectionId: open.row.id,
      organizationId: open.row.organization_id,
      provider: open.provider,
    };
    const written = await writeTolerantly(
      target,
      [{ snapshot: withDatabaseTime(snapshot) }],
      { runId: report.runId, leaseToken },
      unwritable,
    );
    report.unwritable += written.unwritable;
    report.ticketsChanged += written.changed;
    report.events += written.events;
    report.rows += written.rows;
  }
  // A list that never shows everything must not cause a check in every sweep.
  return missing.length < MAX_CHECKED || report.gone - goneBefore < missing.length / 2;
}

export interface MissingTicket {
  id: string;
  /** Its last read, before the provider was asked. */
  read_at: Date;
}

interface DeletionContext {
  runId: string | null;
  requestedAt: Date;
  leaseToken?: number;
}

/** Marks a ticket deleted, unless it is new or was read meanwhile. Returns the number marked. */
export async function markTicketDeleted(
  open: OpenConnection,
  ticket: MissingTicket,
  { runId, requestedAt, leaseToken }: DeletionContext,
): Promise<number> {
  return transaction(async (client) => {
    await lockConnection(client, open.row.id);
    if (leaseToken !== undefined) await renewLease(open.row.id, leaseToken, client);
    const marked = await sqlResult<{ status: string }>(
      `UPDATE ticket t SET gone_at = $3
       WHERE id = $1 AND gone_at IS NULL AND read_at = $2 AND NOT ${IS_NEW}
       RETURNING status`,
      [ticket.id, ticket.read_at, requestedAt],
      client,
    );
    const [row] = marked.rows;
    if (!row) return 0;
    await sqlResult(
      `INSERT INTO event (ticket_id, organization_id, kind, before, after, seen_at, run_id)
       VALUES ($1, $2, 'gone', $3, NULL, $4, $5)`,
      [
        ticket.id,
        open.row.organization_id,
        JSON.stringify({ status: row.status }),
        requestedAt,
        runId,
      ],
      client,
    );
    return 1;
  });
}
