import pMap, { pMapSkip } from "p-map";

import { databaseNow } from "../../db/clock";
import { computeDuring } from "../../db/compute-during";
import { db } from "../../db/kysely";
import { errorTraits } from "../../error-codes";
import { isAppError } from "../../errors";
import { message } from "../../i18n/message";
import { log } from "../../log";
import type { Resource, ResourcePage, TicketSnapshot } from "../../providers/contract";
import { renewLease } from "../connection/lease";
import type { OpenConnection } from "../connection/open-connection";
import { withDatabaseTime } from "../write/database-clock";
import { errorReason } from "../write/isolate-rows";
import { loadSummaries } from "../write/load-existing";
import { entryHash, summaryHash } from "../write/summary-hash";
import { mirrorTarget } from "../write/ticket-row";
import { isWaitingForRetry, type Unwritable, writeTolerantly } from "../write/unwritable";
import { writeCategories } from "../write/write-categories";
import { type ExistingServices, InventoryWriter, loadServices } from "../write/write-inventory";
import type { SnapshotToWrite } from "../write/write-snapshots";
import type { Checkpoint, UnsavedReads } from "./checkpoint";
import { detectDeleted } from "./detect-deleted";
import type { ListedTickets } from "./listed-tickets";
import { countUnreadable, type SyncReport } from "./sync-runs";

const DETAILS_AT_ONCE = 4;
/** Tickets read in full per commit, which also renews the lease. */
const BATCH = 25;
/** Unanswered reads per sweep after which the provider, or what completes tickets, counts as down. */
const MAX_UNANSWERED = 10;

export interface Sweep {
  open: OpenConnection;
  leaseToken: number;
  report: SyncReport;
  checkpoint: Checkpoint;
  unsaved: UnsavedReads;
  listed: ListedTickets;
  /** No further page is requested after this time (epoch milliseconds). */
  endBy: number;
  onProgress: (report: SyncReport) => void;
  services?: Promise<ExistingServices>;
  unwritable: Unwritable;
  isFirstImport: boolean;
}

/** Writes the pages of one resource to the mirror. */
export interface PageReader {
  page(page: ResourcePage): Promise<void>;
  end(): Promise<void>;
}

export function pageReader(sweep: Sweep, resource: Resource): PageReader {
  return readers[resource.kind](sweep, resource);
}

const readers: Record<Resource["kind"], (sweep: Sweep, resource: Resource) => PageReader> = {
  tickets: (sweep) => ({
    page: (page) => writeTickets(sweep, page),
    async end() {
      if (!sweep.checkpoint.full) return;
      sweep.report.full = await detectDeleted(
        sweep.open,
        sweep.leaseToken,
        sweep.checkpoint,
        sweep.report,
        sweep.unwritable,
      );
      sweep.checkpoint.deletionsChecked = sweep.report.full;
    },
  }),
  categories: (sweep) => ({
    async page({ categories = [], leftOut = 0 }) {
      await countUnreadable(sweep.report, leftOut);
      sweep.report.rows += await writeCategories(writeContext(sweep), categories, leftOut === 0);
    },
    end: async () => undefined,
  }),
  capabilities: ({ open }) => ({
    page: ({ capabilities = [] }) => open.learn(capabilities),
    end: async () => undefined,
  }),
  services(sweep, { serviceKind = "" }) {
    const inventory = new InventoryWriter(
      serviceKind,
      writeContext(sweep),
      () => (sweep.services ??= loadServices(sweep.open.row.id)),
    );
    let isWhole = true;
    return {
      async page({ services = [], leftOut = 0 }) {
        await countUnreadable(sweep.report, leftOut);
        isWhole &&= leftOut === 0;
        sweep.report.rows += await inventory.write(services);
      },
      async end() {
        // A skipped item may be the one that seems missing.
        if (isWhole) sweep.report.rows += await inventory.markGone();
      },
    };
  },
};

const writeContext = ({ open, leaseToken, report }: Sweep) => ({
  open,
  leaseToken,
  runId: report.runId,
  readAt: databaseNow(),
  onUnwritable: (kind: string, externalId: string, error: unknown) => {
    const reason = errorReason(error);
    log.error(
      { connectionId: open.row.id, kind, externalId, reason },
      "an inventory item could not be written",
    );
    report.error ??= { code: "unwritable", text: message("sync.itemNotStored", { reason }) };
  },
});

async function writeTickets(sweep: Sweep, page: ResourcePage): Promise<void> {
  const { open, leaseToken, report, checkpoint } = sweep;
  const tickets = page.tickets ?? [];
  await countUnreadable(report, page.leftOut ?? 0);
  const due = await dueSnapshots(sweep, tickets);
  const batch = due.every(({ snapshot }) => snapshot.complete) ? due.length : BATCH;
  for (let from = 0; from < due.length; from += batch) {
    const { read, failed } = await readInFull(open, due.slice(from, from + batch), report);
    const onClock = read.map((entry) => ({ ...entry, snapshot: withDatabaseTime(entry.snapshot) }));
    const written = await writeTolerantly(
      mirrorTarget(open),
      onClock,
      { runId: report.runId, leaseToken, isFirstImport: sweep.isFirstImport },
      sweep.unwritable,
    );
    countUnwritable(report, written.unwritable);
    report.ticketsChanged += written.changed;
    report.events += written.events;
    report.rows += written.rows;
    report.returned += written.returned;
    report.stale += written.stale;
    await countUnreadable(
      report,
      read.reduce((sum, { snapshot }) => sum + (snapshot.leftOut ?? 0), 0),
    );
    if (failed) throw failed.reason;
    if (from + batch < due.length) await renewLease(open.row.id, leaseToken);
  }
  sweep.listed.add(tickets);
  report.ticketsRead += tickets.length;
  checkpoint.tickets += tickets.length;
  if (page.total !== undefined && checkpoint.pages === 0)
    await db()
      .updateTable("connection")
      .set({ tickets_total: page.total })
      .where("id", "=", open.row.id)
      .where("lease_token", "=", leaseToken)
      .where("tickets_total", "is distinct from", page.total)
      .execute();
}

interface DueEntry {
  snapshot: TicketSnapshot;
  summary: string;
}

/** Returns the entries that differ from the mirror and are not waiting for a retry. */
async function dueSnapshots(
  { open, report, unwritable }: Sweep,
  listed: TicketSnapshot[],
): Promise<DueEntry[]> {
  const externalIds = listed.map((snapshot) => snapshot.externalId);
  const [known, entries] = await computeDuring(loadSummaries(open.row.id, externalIds), () =>
    listed.map((snapshot) => ({ snapshot, summary: entryHash(snapshot) })),
  );
  const due = entries.filter(({ snapshot, summary }) => known.get(snapshot.externalId) !== summary);
  const resting = due.filter(({ snapshot, summary }) =>
    isWaitingForRetry(unwritable, snapshot.externalId, summary),
  );
  countUnwritable(report, resting.length);
  return resting.length === 0 ? due : due.filter((entry) => !resting.includes(entry));
}

function countUnwritable(report: SyncReport, tickets: number): void {
  report.unwritable += tickets;
  if (report.unwritable > 0)
    report.error ??= { code: "unwritable", text: message("errors.unwritable") };
}

interface FullReads {
  read: SnapshotToWrite[];
  /** Ends the sweep; earlier reads are kept, so that a low rate limit still allows progress. */
  failed?: { reason: unknown };
}

/**
 * An unreadable ticket is stored as its summary, stays due, and makes the run `partial`. Where only a
 * part of each ticket is read by itself, too many unanswered reads end the reading of that part.
 */
async function readInFull(
  open: OpenConnection,
  due: DueEntry[],
  report: SyncReport,
): Promise<FullReads> {
  let failed: FullReads["failed"];
  const { completeTicket } = open.session;
  const read = await pMap(
    due,
    async ({ snapshot, summary }) => {
      if (failed) return pMapSkip;
      if (snapshot.complete) return { snapshot, summary };
      if (completeTicket && report.unanswered > MAX_UNANSWERED) {
        report.unreadable += 1;
        return { snapshot, summary: "" };
      }
      try {
        const full = await (completeTicket
          ? completeTicket(snapshot)
          : open.session.readTicket(snapshot.externalId));
        report.detailsRead += 1;
        // Without a full ticket (deleted meanwhile), the summary is stored.
        return full
          ? { snapshot: full, summary, conflictsWithList: summaryHash(full) !== summary }
          : { snapshot, summary };
      } catch (reason) {
        const duringSync = isAppError(reason) ? errorTraits(reason.code).duringSync : "fail";
        if (duringSync === "no_answer") report.unanswered += 1;
        const concernsTicket = duringSync === "skip_ticket" || duringSync === "no_answer";
        const goesOn = completeTicket !== undefined || report.unanswered <= MAX_UNANSWERED;
        if (isAppError(reason) && concernsTicket && goesOn) {
          report.unreadable += 1;
          report.error = {
            code: reason.code,
            text: message("sync.ticketIncomplete", {
              number: snapshot.number,
              reason: reason.text,
            }),
            words: reason.words,
          };
          return { snapshot, summary: "" };
        }
        failed ??= { reason };
        return pMapSkip;
      }
    },
    { concurrency: DETAILS_AT_ONCE },
  );
  return { read, failed };
}
