import pMap, { pMapSkip } from "p-map";
import { ulid } from "ulid";
import { sql } from "../db/sql";
import { isAppError, type ErrorCode } from "../errors";
import type { TicketSnapshot } from "../providers/contract";
import { recordFailure } from "./failure";
import { knownSummaries } from "./known";
import { summaryHash, type MirrorTarget } from "./rows";
import { openConnection, type OpenConnection } from "./session";
import { LEASE_SECONDS, renewLease, writeSnapshots, type SnapshotToWrite } from "./write-snapshots";

export { recordDeadCredential } from "./failure";
export { IS_HELD } from "./rate-budget";

export type SyncTrigger = "connect" | "filing" | "person" | "opened" | "cron";

export interface SyncReport {
  runId: string | null;
  /** busy: another sweep holds the connection. partial: the time or the provider's rate limit ended before the account did. */
  outcome: "complete" | "partial" | "failed" | "busy";
  pages: number;
  ticketsRead: number;
  detailsRead: number;
  ticketsChanged: number;
  events: number;
  /** Tickets of which only the list's entry could be read. */
  unreadable: number;
  /** Every page of every list was read. */
  finished: boolean;
  error?: { code: ErrorCode; message: string; retryAt?: Date };
}

export interface SyncOptions {
  trigger: SyncTrigger;
  /** Milliseconds after which no further page is begun. */
  budget?: number;
  onProgress?: (report: SyncReport) => void;
}

/** At most this many full reads of one connection are under way at once. */
const DETAILS_AT_ONCE = 4;
/** So many tickets are read in full before they are committed, which also renews the lease. */
const BATCH = 25;
/** Failures that are one ticket's own: the sweep goes on without it. Anything else would meet every ticket alike, and ends the sweep. */
const OF_ONE_TICKET: ReadonlySet<ErrorCode> = new Set(["provider_unreadable", "provider_forbidden", "provider_invalid", "provider_unavailable", "provider_timeout"]);
/** So many tickets in one sweep that cannot be read are no longer a matter of single tickets. */
const MOST_UNREADABLE = 10;
const DEFAULT_BUDGET_MS = 240_000;
/** A person waits for these; everything else is background work. */
const ASKED_FOR: ReadonlySet<SyncTrigger> = new Set(["person", "opened"]);

/**
 * One pass over one connection: every list page, full reads only where the summary changed, each page committed before the next
 * is asked for. One sweep at a time holds a connection's lease. The run is stored, however it ends; it never throws.
 */
export async function syncConnection(connectionId: string, options: SyncOptions): Promise<SyncReport> {
  const report: SyncReport = { runId: null, outcome: "busy", pages: 0, ticketsRead: 0, detailsRead: 0, ticketsChanged: 0, events: 0, unreadable: 0, finished: false };
  const leaseToken = await takeLease(connectionId);
  if (leaseToken === null) return report;
  const startedAt = new Date();
  report.runId = await beginRun(connectionId, options.trigger, startedAt);
  const background = !ASKED_FOR.has(options.trigger);
  let open: OpenConnection | undefined;
  try {
    open = await openConnection(connectionId, { background });
    const finished = await sweep(open, leaseToken, report, options);
    report.finished = finished;
    report.outcome = finished && !report.error ? "complete" : "partial";
    if (finished) await markRead(connectionId, startedAt);
  } catch (error) {
    if (background && isAppError(error, "provider_rate_limited")) {
      // Not a fault of the connection: it is taken up again when the moment has come.
      report.outcome = "partial";
      report.error = { code: error.code, message: error.message, retryAt: error.retryAt };
    } else {
      report.outcome = "failed";
      report.error = await recordFailure(connectionId, error, leaseToken);
    }
  } finally {
    await open?.close();
    await endRun(report, open);
    await sql("UPDATE connection SET lease_until = NULL WHERE id = $1 AND lease_token = $2", [connectionId, leaseToken]);
  }
  return report;
}

async function sweep(open: OpenConnection, leaseToken: number, report: SyncReport, options: SyncOptions): Promise<boolean> {
  const endBy = Date.now() + (options.budget ?? DEFAULT_BUDGET_MS);
  const target: MirrorTarget = { connectionId: open.row.id, organizationId: open.row.organization_id, provider: open.provider };
  for await (const page of open.session.listTickets()) {
    await renewLease(open.row.id, leaseToken);
    const due = await dueSnapshots(open.row.id, page.tickets);
    for (let from = 0; from < due.length; from += BATCH) {
      const { read, failed } = await inFull(open, due.slice(from, from + BATCH), report);
      const written = await writeSnapshots(target, read, { runId: report.runId, leaseToken });
      report.ticketsChanged += written.changed;
      report.events += written.events;
      if (failed) throw failed.reason;
    }
    report.pages += 1;
    report.ticketsRead += page.tickets.length;
    options.onProgress?.({ ...report });
    if (Date.now() > endBy) return false;
  }
  return true;
}

/** Of one page, what differs from the mirror. */
async function dueSnapshots(connectionId: string, listed: TicketSnapshot[]): Promise<Array<Required<SnapshotToWrite>>> {
  const known = await knownSummaries(connectionId, listed.map((snapshot) => snapshot.externalId));
  return listed
    .map((snapshot) => ({ snapshot, summary: summaryHash(snapshot) }))
    .filter(({ snapshot, summary }) => known.get(snapshot.externalId) !== summary);
}

interface FullReads {
  read: SnapshotToWrite[];
  /** The first failure that ends the sweep, after which no further ticket was begun. What had been read is kept, or a small limit would never be got through. */
  failed?: { reason: unknown };
}

/**
 * Each ticket in full, where the provider has more to tell than its list does. One that cannot be read is kept as its list entry
 * tells it, stays due, and makes the run `partial`.
 */
async function inFull(open: OpenConnection, due: Array<Required<SnapshotToWrite>>, report: SyncReport): Promise<FullReads> {
  let failed: FullReads["failed"];
  const read = await pMap(due, async ({ snapshot, summary }) => {
    if (failed) return pMapSkip;
    if (snapshot.complete) return { snapshot, summary };
    try {
      const full = await open.session.readTicket(snapshot.externalId);
      report.detailsRead += 1;
      // Listed a moment ago, gone now: the summary is what is known of it.
      return { snapshot: full ?? snapshot, summary };
    } catch (reason) {
      if (isAppError(reason) && OF_ONE_TICKET.has(reason.code) && ++report.unreadable <= MOST_UNREADABLE) {
        report.error = { code: reason.code, message: `Ticket ${snapshot.number} could not be read in full: ${reason.message}` };
        return { snapshot, summary: "" };
      }
      failed ??= { reason };
      return pMapSkip;
    }
  }, { concurrency: DETAILS_AT_ONCE });
  return { read, failed };
}

async function takeLease(connectionId: string): Promise<number | null> {
  const [row] = await sql<{ lease_token: number }>(
    `UPDATE connection SET lease_token = lease_token + 1, lease_until = now() + interval '${LEASE_SECONDS} seconds'
      WHERE id = $1 AND status <> 'disconnected' AND (lease_until IS NULL OR lease_until < now()) RETURNING lease_token`,
    [connectionId],
  );
  if (!row) return null;
  // Whoever held the lease before and has not closed its run was ended in the middle of it.
  await sql(
    `UPDATE sync_run SET outcome = 'failed', finished_at = now(), error_code = 'internal', error_message = 'The sync was interrupted.'
      WHERE connection_id = $1 AND outcome = 'running' AND trigger <> 'opened'`,
    [connectionId],
  );
  return row.lease_token;
}

async function beginRun(connectionId: string, trigger: SyncTrigger, startedAt: Date): Promise<string> {
  const id = ulid();
  await sql(
    `INSERT INTO sync_run (id, connection_id, organization_id, trigger, started_at)
     SELECT $1, id, organization_id, $3::"SyncTrigger", $4 FROM connection WHERE id = $2`,
    [id, connectionId, trigger, startedAt],
  );
  return id;
}

async function endRun(report: SyncReport, open: OpenConnection | undefined): Promise<void> {
  await sql(
    `UPDATE sync_run SET outcome = $2::"SyncOutcome", finished_at = now(), pages = $3, tickets_read = $4, details_read = $5, tickets_changed = $6,
            events = $7, calls = $8, error_code = $9, error_message = $10, request_id = $11 WHERE id = $1`,
    [report.runId, report.outcome, report.pages, report.ticketsRead, report.detailsRead, report.ticketsChanged, report.events, open?.calls() ?? 0,
      report.error?.code ?? null, report.error?.message ?? null, open?.lastRequestId() ?? null],
  );
}

async function markRead(connectionId: string, startedAt: Date): Promise<void> {
  await sql(
    `UPDATE connection SET last_read_at = greatest(last_read_at, $2), last_error_code = NULL, last_error_message = NULL, last_error_at = NULL,
            status = CASE WHEN status = 'needs_attention' THEN 'active'::"ConnectionStatus" ELSE status END WHERE id = $1`,
    [connectionId, startedAt],
  );
}

/** The run's bookkeeping, for passes that are not sweeps. */
export const runs = { begin: beginRun, end: endRun };
