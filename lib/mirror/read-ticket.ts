import { sql } from "../db/sql";
import { AppError, type ErrorCode } from "../errors";
import type { TicketSnapshot } from "../providers/contract";
import { recordDeadCredential } from "./failure";
import { runs, type SyncReport } from "./run-sync";
import { openConnection, type OpenConnection } from "./session";
import { writeSnapshots } from "./write-snapshots";

export interface TicketReading {
  outcome: "changed" | "unchanged" | "gone" | "failed";
  message?: string;
  code?: ErrorCode;
}

/**
 * Reads one ticket from its provider now and writes it to the mirror. Never throws: a provider that does not answer is an outcome,
 * and the mirror stands as it was. The caller has checked that whoever asks may see this ticket.
 */
export async function readTicketNow(ticketId: string): Promise<TicketReading> {
  const [ticket] = await sql<{ connection_id: string; external_id: string }>("SELECT connection_id, external_id FROM ticket WHERE id = $1", [ticketId]);
  if (!ticket) throw new AppError("not_found");
  const report: SyncReport = { runId: null, outcome: "failed", pages: 0, ticketsRead: 0, detailsRead: 0, ticketsChanged: 0, events: 0, unreadable: 0, finished: false };
  report.runId = await runs.begin(ticket.connection_id, "opened", new Date());
  let open: OpenConnection | undefined;
  try {
    open = await openConnection(ticket.connection_id);
    const snapshot = await open.session.readTicket(ticket.external_id);
    report.outcome = "complete";
    report.detailsRead = 1;
    if (!snapshot) return { outcome: "gone", message: `${open.provider.name} has no ticket under this number any more. What is shown is what it was.` };
    await storeSnapshot(open, snapshot, report);
    return { outcome: report.ticketsChanged > 0 ? "changed" : "unchanged" };
  } catch (error) {
    report.outcome = "failed";
    report.error = await recordDeadCredential(ticket.connection_id, error);
    return { outcome: "failed", message: report.error.message, code: report.error.code };
  } finally {
    await open?.close();
    await runs.end(report, open);
  }
}

/** Writes one snapshot that an open session brought (a read, or the answer of a write) and returns our id of the ticket. */
export async function storeSnapshot(open: OpenConnection, snapshot: TicketSnapshot, report?: SyncReport): Promise<string> {
  const target = { connectionId: open.row.id, organizationId: open.row.organization_id, provider: open.provider };
  const written = await writeSnapshots(target, [{ snapshot }], { runId: report?.runId ?? null });
  if (report) {
    report.ticketsRead += 1;
    report.ticketsChanged += written.changed;
    report.events += written.events;
  }
  const id = written.ids.get(snapshot.externalId);
  if (!id) throw new AppError("internal");
  return id;
}
