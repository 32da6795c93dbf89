import type { InferResult } from "kysely";

import { databaseNow } from "../db/clock";
import { asBoolean } from "../db/expressions";
import { db } from "../db/kysely";
import { currentWork, workAs } from "../db/work";
import type { ErrorCode } from "../error-codes";
import { AppError, isAppError } from "../errors";
import { type Message, message } from "../i18n/message";
import type { TicketSnapshot } from "../providers/contract";
import { type OpenConnection, openConnection } from "./connection/open-connection";
import { recordDeadCredential } from "./connection/record-failure";
import { isNewTicket, markTicketDeleted } from "./sync/detect-deleted";
import {
  beginRun,
  countUnreadable,
  dropRun,
  endRun,
  newReport,
  type SyncReport,
} from "./sync/sync-runs";
import { withDatabaseTime } from "./write/database-clock";
import { mirrorTarget } from "./write/ticket-row";
import { unwritableTickets, writeTolerantly } from "./write/unwritable";

export interface TicketReading {
  outcome: "changed" | "unchanged" | "gone" | "failed";
  text?: Message;
  /** The provider's own words, untranslated. */
  words?: string;
  code?: ErrorCode;
  retryAt?: Date;
}

/**
 * Reads one ticket from its provider into the mirror. A provider's failure is an outcome, not an
 * error. The caller checks access to the ticket.
 */
export async function readTicketNow(
  ticketId: string,
  { background = false } = {},
): Promise<TicketReading> {
  const ticket = await ticketToRead(ticketId).executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  const work = {
    as: background ? ("background" as const) : currentWork().as,
    account: ticket.connection_id,
  };
  return workAs(work, () => readAndMirror(ticket, background));
}

const ticketToRead = (ticketId: string) =>
  db()
    .selectFrom("ticket as t")
    .where("t.id", "=", ticketId)
    .select(["t.id", "t.connection_id", "t.external_id", "t.read_at"])
    .select(asBoolean(isNewTicket()).as("is_new"));

type TicketToRead = InferResult<ReturnType<typeof ticketToRead>>[number];

async function readAndMirror(ticket: TicketToRead, background: boolean): Promise<TicketReading> {
  const report: SyncReport = { ...newReport(), outcome: "failed" };
  report.runId = await beginRun(ticket.connection_id, "opened");
  let open: OpenConnection | undefined;
  try {
    open = await openConnection(ticket.connection_id, { background });
    const requestedAt = databaseNow();
    const snapshot = await open.session.readTicket(ticket.external_id);
    report.outcome = "complete";
    report.detailsRead = 1;
    if (!snapshot && ticket.is_new)
      throw new AppError("provider_not_found", {
        text: message("provider.newTicketNotShown", { name: open.provider.name }),
      });
    if (!snapshot) {
      report.gone = await markTicketDeleted(open, ticket, { runId: report.runId, requestedAt });
      return {
        outcome: "gone",
        text: message("sync.ticketGone", { name: open.provider.name }),
      };
    }
    await storeSnapshot(open, snapshot, report);
    return { outcome: report.ticketsChanged > 0 ? "changed" : "unchanged" };
  } catch (error) {
    report.outcome = "failed";
    report.error = await recordDeadCredential(
      ticket.connection_id,
      error,
      open?.row.credential_version,
    );
    return { outcome: "failed", ...report.error };
  } finally {
    await open?.close();
    // Open pages poll every few seconds: polls without a finding leave no run behind.
    const foundNothing =
      background && report.outcome === "complete" && report.ticketsChanged + report.gone === 0;
    if (foundNothing || wasHeldBack(open, report)) await dropRun(report);
    else await endRun(report, open);
  }
}

/** True when no call was made because the provider asked for a pause or is down. */
function wasHeldBack(open: OpenConnection | undefined, { error }: SyncReport): boolean {
  return open?.calls() === 0 && error?.retryAt !== undefined;
}

/**
 * Mirrors a snapshot. Returns our ticket id; null when the database refuses a new ticket.
 * `privateTo`: the person whose private ticket it is.
 */
export async function storeSnapshot(
  open: OpenConnection,
  snapshot: TicketSnapshot,
  report?: SyncReport,
  privateTo: string | null = null,
): Promise<string | null> {
  const known = await unwritableTickets(open.row.id, snapshot.externalId);
  const write = () =>
    writeTolerantly(
      mirrorTarget(open),
      [{ snapshot: withDatabaseTime(snapshot) }],
      { runId: report?.runId ?? null, privateTo },
      known,
    );
  // A read can be repeated later; the answer to a write cannot, so it gets a second try.
  const written = report
    ? await write()
    : await write().catch((error: unknown) => {
        if (isAppError(error, "busy")) return write();
        throw error;
      });
  if (report) {
    report.ticketsRead += 1;
    report.unwritable += written.unwritable;
    report.ticketsChanged += written.changed;
    report.events += written.events;
    report.rows += written.rows;
    report.returned += written.returned;
    report.stale += written.stale;
    await countUnreadable(report, snapshot.leftOut ?? 0);
  }
  return written.ids.get(snapshot.externalId) ?? null;
}
