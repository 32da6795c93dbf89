import { expressionBuilder, sql, type SqlBool } from "kysely";

import { databaseNow } from "../../db/clock";
import { fromNow, json } from "../../db/expressions";
import { db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { errorTraits } from "../../error-codes";
import { isAppError } from "../../errors";
import { lockConnection, renewLease } from "../connection/lease";
import type { OpenConnection } from "../connection/open-connection";
import { syncFailure } from "../connection/record-failure";
import { withDatabaseTime } from "../write/database-clock";
import { goneNotBefore } from "../write/not-before";
import { mirrorTarget } from "../write/ticket-row";
import { writeTimelines } from "../write/timeline/write-timelines";
import { type Unwritable, writeTolerantly } from "../write/unwritable";
import type { Checkpoint } from "./checkpoint";
import type { SyncReport } from "./sync-runs";

/** Tickets checked per sweep; the next sweep checks the rest. */
const MAX_CHECKED = 200;

const NEW_FOR_MS = 15 * 60_000;

/** Of a ticket `t`, opened or filed just now: lists lag behind writes, so it may be missing. */
export function isNewTicket() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const since = fromNow(-NEW_FOR_MS);
  return eb.or([
    eb(eb.fn.coalesce("t.opened_at", "t.first_seen_at"), ">", since),
    eb.exists(
      eb
        .selectFrom("submission as s")
        .whereRef("s.ticket_id", "=", "t.id")
        .where("s.kind", "=", "create")
        .where("s.sending_at", ">", since)
        .select(eb.lit(1).as("one")),
    ),
  ]);
}

/** Listed by no page of the sweep, and not read since it began. */
function missingTickets(connectionId: string, { sweepId, startedAt }: Checkpoint) {
  const since = new Date(startedAt);
  return (
    db()
      .selectFrom("ticket as t")
      .where("t.connection_id", "=", connectionId)
      .where("t.gone_at", "is", null)
      .where("t.read_at", "<", since)
      .where(({ not }) => not(isNewTicket()))
      // The planner turns NOT IN and NOT EXISTS into nested loops: hours for 100,000s of tickets.
      .where((eb) => {
        const unlisted = eb
          .selectFrom("ticket")
          .where("connection_id", "=", connectionId)
          .where("gone_at", "is", null)
          .where("read_at", "<", since)
          .select("external_id")
          .except(
            eb
              .selectFrom("swept_page")
              .where("connection_id", "=", connectionId)
              .where("sweep_id", "=", sweepId)
              .select((of) => sql<string>`unnest(${of.ref("external_ids")})`.as("external_id")),
          );
        return sql<SqlBool>`${eb.ref("t.external_id")} = ANY(ARRAY${unlisted})`;
      })
      .orderBy("t.read_at")
      .limit(MAX_CHECKED)
      .select(["t.id", "t.external_id", "t.read_at"])
  );
}

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
  const missing = await missingTickets(open.row.id, checkpoint).execute();
  const goneBefore = report.gone;
  for (const ticket of missing) {
    const requestedAt = databaseNow();
    let snapshot;
    try {
      snapshot = await open.session.readTicket(ticket.external_id, { fieldsOnly: true });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { duringSync } = errorTraits(error.code);
      if (duringSync === "stop") throw error;
      report.error ??= syncFailure(error);
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
    const written = await writeTolerantly(
      mirrorTarget(open),
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
    const recordedAt = await lockConnection(client, open.row.id);
    if (leaseToken !== undefined) await renewLease(open.row.id, leaseToken, client);
    const marked = await client
      .updateTable("ticket as t")
      .set({ gone_at: requestedAt, timeline_at: requestedAt })
      .where("t.id", "=", ticket.id)
      .where("t.gone_at", "is", null)
      .where("t.read_at", "=", ticket.read_at)
      .where(({ not }) => not(isNewTicket()))
      .returning((eb) => {
        const connection = eb.selectFrom("connection").where("id", "=", open.row.id);
        return [
          "t.status",
          connection.select("covered_from").as("coveredFrom"),
          connection.select("covered_until").as("coveredUntil"),
        ];
      })
      .executeTakeFirst();
    if (!marked) return 0;
    const { coveredFrom: from, coveredUntil: until } = marked;
    const cover = from && until ? { from, until } : null;
    await client
      .insertInto("event")
      .values({
        ticket_id: ticket.id,
        organization_id: open.row.organization_id,
        kind: "gone",
        before: json({ status: marked.status }),
        after: null,
        seen_at: requestedAt,
        recorded_at: recordedAt,
        not_before: goneNotBefore(ticket.read_at, cover, requestedAt),
        run_id: runId,
      })
      .execute();
    const target = mirrorTarget(open);
    await writeTimelines(client, target, { added: [], changed: [ticket.id], recordedAt });
    return 1;
  });
}
