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
  /** Tickets whose search words were made anew, after a change of the rules. */
  reindexed: number;
  /** Reads that still wait, for somebody else to take up. */
  waiting: number;
}

interface SyncJob {
  connectionId: string;
}

const AT_ONCE = 4;
/** So few, that none waits long here while another worker has nothing to do. */
const TAKEN_AT_ONCE = 2;
/** So many connections are put into the queue at once; whoever takes jobs puts in more. */
const PLANNED_AT_ONCE = 2_000;
/** One connection is read for at most this long before others get their turn. */
const LONGEST_READ_MS = 120_000;
/** Of a round, so much at most goes into search words that older rules have made. */
const REINDEX_SHARE = 0.1;

/** Puts connections that are due into the queue; one that waits there already is not put in twice. Returns how many are due. */
export async function planSyncs(): Promise<number> {
  const due = await sql<{ id: string }>(
    `SELECT id FROM connection WHERE ${IS_DUE} AND (lease_until IS NULL OR lease_until < now()) ORDER BY next_at LIMIT ${PLANNED_AT_ONCE}`,
  );
  await enqueueAll(
    "syncs",
    due.map(({ id }) => ({ data: { connectionId: id } satisfies SyncJob, singletonKey: id })),
  );
  return due.length;
}

/**
 * Reads what is due until there is nothing or the time is over. Jobs are taken and reported done by the handful: each costs the database more
 * than looking at a connection in which nothing has changed.
 */
async function readDue(endBy: number, report: DueReport): Promise<void> {
  const done: string[] = [];
  async function* jobs(): AsyncGenerator<Job<SyncJob>> {
    while (Date.now() < endBy) {
      await finishJobs("syncs", done.splice(0));
      const taken = await takeJobs<SyncJob>("syncs", TAKEN_AT_ONCE);
      if (taken.length === 0) return;
      yield* taken;
    }
  }
  await pMap(
    jobs(),
    async ({ id, data: { connectionId } }) => {
      try {
        // What nobody has come to in this time is due still, and planned anew.
        const budget = Math.min(LONGEST_READ_MS, endBy - Date.now());
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
    { concurrency: AT_ONCE },
  );
  await finishJobs("syncs", done);
}

/** All processes together clear up this often. Erasing takes so long at most, and so long even after a round that was full of reading. */
const TIDY = { everySeconds: 60, forMs: 30_000, leastMs: 5_000 };

/**
 * Removes what nobody needs any more: accounts that are being erased, counters of failed sign-ins that have run out, discarded drafts,
 * the bytes of files that have arrived, old runs. Whichever process asks first in a minute does it. A failure waits for the next time.
 */
async function tidy(endBy: number): Promise<void> {
  if (!(await claimMaintenance("tidy", TIDY.everySeconds))) return;
  const eraseAccounts = () => {
    const now = Date.now();
    return eraseMarked(Math.max(Math.min(endBy, now + TIDY.forMs), now + TIDY.leastMs));
  };
  const steps = [keepQueues, forgetAttempts, eraseDiscarded, eraseOld, sumUpOldRuns, eraseAccounts];
  for (const step of steps) {
    await workAs({ as: "maintenance" }, async () => step()).catch((error: unknown) =>
      log.error({ err: error, step: step.name }, "tidying up failed"),
    );
  }
}

async function forgetAttempts(): Promise<void> {
  await sql(
    "DELETE FROM rate_limit WHERE key IN (SELECT key FROM rate_limit WHERE expire < extract(epoch FROM now()) * 1000 LIMIT 10000)",
  );
}

/**
 * Takes up submissions that are due, then reads the connections that are due, the longest overdue first, until the budget
 * (milliseconds) is spent; what is left over is taken by the next call. Connections whose credential is dead wait for a person,
 * those whose provider asked for it until the moment that it named. Any number of callers, on any number of machines, may run at once.
 */
export function runDue(budget: number): Promise<DueReport> {
  return workAs({ as: "background" }, () => run(budget));
}

async function run(budget: number): Promise<DueReport> {
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
  await readDue(endBy, report);
  // Nobody waits for it.
  await tidy(endBy);
  report.waiting = await waitingJobs("syncs");
  return report;
}
