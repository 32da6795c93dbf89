import { databaseNow } from "../../db/clock";
import { db } from "../../db/kysely";
import { workAs } from "../../db/work";
import { isAppError } from "../../errors";
import { message } from "../../i18n/message";
import { type OpenConnection, openRow } from "../connection/open-connection";
import { recordFailure, syncFailure } from "../connection/record-failure";
import { unwritableTickets } from "../write/unwritable";
import { beginSync, type BegunSync } from "./begin-sync";
import { type Checkpoint, newSweep, type UnsavedReads } from "./checkpoint";
import { endSync } from "./end-sync";
import { startLeaseHeartbeat } from "./lease-heartbeat";
import { ListedTickets } from "./listed-tickets";
import { recheckReadAccess } from "./recheck-read-access";
import { sweepAll } from "./sweep";
import { newReport, type SyncReport, type SyncTrigger } from "./sync-runs";

export { lockConnection } from "../connection/lease";
export { recordDeadCredential } from "../connection/record-failure";
export { isSyncDue, isUnleased } from "./begin-sync";
export { sumUpOldRuns } from "./sum-up-old-runs";
export type { SyncReport, SyncTrigger } from "./sync-runs";

export interface SyncOptions {
  trigger: SyncTrigger;
  /** Milliseconds after which no further page is requested. */
  budget?: number;
  /** Detects deleted tickets, even when that is not due. */
  full?: boolean;
  /** Runs only if the connection is due; otherwise the outcome is `busy`. */
  ifDue?: boolean;
  onProgress?: (report: SyncReport) => void;
}

const DEFAULT_BUDGET_MS = 240_000;
const USER_TRIGGERS: ReadonlySet<SyncTrigger> = new Set(["person", "opened"]);
/** Interval of deletion detection. */
const DELETION_CHECK_INTERVAL_MS = 3_600_000;
/** An older checkpoint is dropped: the pages have shifted too far. */
const STALE_CHECKPOINT_MS = 6 * 3_600_000;

/**
 * Syncs one connection, resuming from its checkpoint, and stores the run and the next due time. One
 * sync at a time holds the lease. A provider's failure is an outcome, not an error.
 */
export function syncConnection(connectionId: string, options: SyncOptions): Promise<SyncReport> {
  const as = USER_TRIGGERS.has(options.trigger) ? "person" : "background";
  return workAs({ as, account: connectionId }, () => runSync(connectionId, options));
}

async function runSync(connectionId: string, options: SyncOptions): Promise<SyncReport> {
  const report = newReport();
  const begun = await beginSync(connectionId, options.trigger, options.ifDue ?? false);
  if (begun === null) return report;
  const { leaseToken, startedAt } = begun;
  report.runId = begun.runId;
  const stopHeartbeat = startLeaseHeartbeat(connectionId, leaseToken);
  const background = !USER_TRIGGERS.has(options.trigger);
  let open: OpenConnection | undefined;
  const unsaved: UnsavedReads = { seen: [], read: [] };
  let finishedFrom: Date | null = null;
  let deletionsChecked = false;
  let listed: readonly string[] | null = null;
  try {
    open = openRow(begun.connection, { background });
    const checkpoint = await resumeOrBegin(
      begun,
      options.full ?? isDeletionCheckDue(begun.deletionsCheckedAt),
    );
    const isNewSweep = checkpoint.startedAt === startedAt.toISOString();
    const listedTickets = new ListedTickets(isNewSweep);
    const unwritable = begun.hasUnwritable ? await unwritableTickets(connectionId) : new Map();
    const endBy = Date.now() + (options.budget ?? DEFAULT_BUDGET_MS);
    const finished = await sweepAll(
      {
        open,
        leaseToken,
        report,
        checkpoint,
        unsaved,
        listed: listedTickets,
        unwritable,
        isFirstImport: begun.lastReadAt === null,
        endBy,
        onProgress: options.onProgress ?? (() => undefined),
      },
      begun.resourcesReadAt,
    );
    report.finished = finished && isNewSweep;
    report.outcome = !finished ? "handed_on" : report.error ? "partial" : "complete";
    if (finished) finishedFrom = new Date(checkpoint.startedAt);
    if (finished) listed = listedTickets.ids;
    deletionsChecked = checkpoint.deletionsChecked ?? false;
  } catch (error) {
    if (isAppError(error, "provider_rate_limited")) {
      report.outcome = "partial";
      report.error = syncFailure(error);
    } else if (isAppError(error, "busy")) {
      // Database contention; continues soon.
      report.outcome = "partial";
      report.error = { code: error.code, text: message("sync.portalBusy") };
    } else {
      report.outcome = "failed";
      report.error = await recordFailure(connectionId, error, {
        leaseToken,
        lacksReading: await recheckReadAccess(open, error),
      });
    }
  } finally {
    await stopHeartbeat();
    await open?.close();
    await endSync(begun, {
      report,
      open,
      read: unsaved.read,
      finishedFrom,
      deletionsChecked,
      listed,
    });
  }
  return report;
}

function isDeletionCheckDue(deletionsCheckedAt: Date | null): boolean {
  return (
    deletionsCheckedAt === null ||
    databaseNow().getTime() - deletionsCheckedAt.getTime() > DELETION_CHECK_INTERVAL_MS
  );
}

async function resumeOrBegin(
  { connection, leaseToken, checkpoint, startedAt }: BegunSync,
  full: boolean,
): Promise<Checkpoint> {
  if (
    checkpoint &&
    startedAt.getTime() - new Date(checkpoint.startedAt).getTime() < STALE_CHECKPOINT_MS &&
    (checkpoint.full || !full)
  )
    return checkpoint;
  if (checkpoint)
    await db()
      .deleteFrom("swept_page")
      .where("connection_id", "in", (eb) =>
        eb
          .selectFrom("connection")
          .where("id", "=", connection.id)
          .where("lease_token", "=", leaseToken)
          .select("id")
          .forUpdate(),
      )
      .execute();
  return newSweep(startedAt, full);
}
