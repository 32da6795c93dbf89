import pMap from "p-map";

import { eraseMarked } from "../connections/erase";
import { readConnection } from "../connections/read-connection";
import { claimMaintenance } from "../db/maintenance";
import { enqueueAll, failJob, finishJobs, type Job, takeJobs, waitingJobs } from "../db/queue";
import { sql } from "../db/sql";
import { workAs } from "../db/work";
import { eraseDiscarded } from "../drafts/remove-draft";
import { eraseOld } from "../files/file-bytes";
import { log } from "../log";
import { IS_DUE, sumUpOldRuns } from "../mirror/sync/run-sync";
import { reindexSearch } from "./reindex-search";
import { drainSubmissions, keepQueues, type SubmissionJobs } from "./submissions";

export interface DueReport {
  due: number;
  complete: number;
  partial: number;
  failed: number;
  busy: number;
  handed_on: number;
  submissions: SubmissionJobs;
  /** Tickets reindexed after a change of the search rules. */
  reindexed: number;
  /** Jobs left for others. */
  waiting: number;
}

interface SyncJob {
  connectionId: string;
}

const MAX_CONCURRENT = 4;
/** Small, so that no job waits here while another worker is idle. */
const TAKE_BATCH = 2;
/** Connections enqueued at once; every worker enqueues more. */
const PLAN_BATCH = 2_000;
const MAX_SYNC_MS = 120_000;
/** Share of a round that may go into reindexing. */
const REINDEX_SHARE = 0.1;

/** Enqueues due connections, each at most once. Returns how many are due. */
export async function planSyncs(): Promise<number> {
  const due = await sql<{ id: string }>(
    `SELECT id
      FROM connection
      WHERE ${IS_DUE}
        AND (lease_until IS NULL OR lease_until < now())
      ORDER BY next_at
      LIMIT ${PLAN_BATCH}`,
  );
  await enqueueAll(
    "syncs",
    due.map(({ id }) => ({ data: { connectionId: id } satisfies SyncJob, singletonKey: id })),
  );
  return due.length;
}

/**
 * Syncs queued connections until the queue is empty or the time is over. Takes and finishes jobs in
 * batches: each costs more than a sync without changes.
 */
async function syncDue(endBy: number, report: DueReport): Promise<void> {
  const done: string[] = [];
  async function* jobs(): AsyncGenerator<Job<SyncJob>> {
    while (Date.now() < endBy) {
      await finishJobs("syncs", done.splice(0));
      const batch = await takeJobs<SyncJob>("syncs", TAKE_BATCH);
      if (batch.length === 0) return;
      yield* batch;
    }
  }
  await pMap(
    jobs(),
    async ({ id, data: { connectionId } }) => {
      try {
        // Without time left it stays due and is enqueued again.
        const budget = Math.min(MAX_SYNC_MS, endBy - Date.now());
        if (budget > 0)
          report[
            (await readConnection(connectionId, { trigger: "cron", budget, ifDue: true })).outcome
          ] += 1;
        done.push(id);
      } catch (error) {
        report.failed += 1;
        log.error({ err: error, connectionId }, "a connection could not be read");
        await failJob("syncs", id, error);
      }
    },
    { concurrency: MAX_CONCURRENT },
  );
  await finishJobs("syncs", done);
}

/** Interval over all processes; time for erasing, and its minimum after a full round. */
const CLEANUP = { everySeconds: 60, forMs: 30_000, leastMs: 5_000 };

/**
 * Removes what is no longer needed: erased accounts, expired counters, discarded drafts, delivered
 * files, old runs. The first process in a minute does it; a failure waits for the next.
 */
async function cleanUp(endBy: number): Promise<void> {
  if (!(await claimMaintenance("tidy", CLEANUP.everySeconds))) return;
  const eraseAccounts = () => {
    const now = Date.now();
    return eraseMarked(Math.max(Math.min(endBy, now + CLEANUP.forMs), now + CLEANUP.leastMs));
  };
  const steps = [
    keepQueues,
    deleteExpiredLimits,
    eraseDiscarded,
    eraseOld,
    sumUpOldRuns,
    eraseAccounts,
  ];
  for (const step of steps) {
    await workAs({ as: "maintenance" }, async () => step()).catch((error: unknown) =>
      log.error({ err: error, step: step.name }, "tidying up failed"),
    );
  }
}

async function deleteExpiredLimits(): Promise<void> {
  await sql(
    `DELETE FROM rate_limit
      WHERE key IN (
        SELECT key FROM rate_limit WHERE expire < extract(epoch FROM now()) * 1000 LIMIT 10000
      )`,
  );
}

/**
 * Processes due submissions, then syncs due connections, longest overdue first, within `budget`
 * milliseconds. Rejected credentials wait for a person, rate limits for their end. Any number of
 * callers may run at once.
 */
export function runDue(budget: number): Promise<DueReport> {
  return workAs({ as: "background" }, () => runRound(budget));
}

async function runRound(budget: number): Promise<DueReport> {
  const endBy = Date.now() + budget;
  const report: DueReport = {
    due: 0,
    complete: 0,
    partial: 0,
    failed: 0,
    busy: 0,
    handed_on: 0,
    reindexed: 0,
    waiting: 0,
    submissions: await drainSubmissions(Date.now() + budget / 3),
  };
  report.reindexed = await reindexSearch(Date.now() + budget * REINDEX_SHARE);
  report.due = await planSyncs();
  await syncDue(endBy, report);
  // Last, as no user waits for it.
  await cleanUp(endBy);
  report.waiting = await waitingJobs("syncs");
  return report;
}
