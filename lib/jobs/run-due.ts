import { enqueueAll, failJob, finishJob, takeJobs, waitingJobs } from "../db/queue";
import { sql } from "../db/sql";
import { readConnection } from "../connections/read-connection";
import { eraseDiscarded } from "../drafts/remove";
import { eraseOld } from "../files/bytes";
import { log } from "../log";
import { IS_HELD, sumUpOldRuns } from "../mirror/run-sync";
import { drainSubmissions, keepQueues, type SubmissionJobs } from "./submissions";

export interface DueReport {
  due: number;
  complete: number;
  partial: number;
  failed: number;
  busy: number;
  handed_on: number;
  submissions: SubmissionJobs;
  /** Reads that still wait, for somebody else to take up. */
  waiting: number;
}

interface SyncJob {
  connectionId: string;
}

const AT_ONCE = 4;
/** So many connections are put into the queue at once; whoever takes jobs puts in more. */
const PLANNED_AT_ONCE = 1_000;
/** One connection is read for at most this long before others get their turn. */
const LONGEST_READ_MS = 120_000;

/** Connections that want to be read, as a condition on the table. */
const IS_DUE = `status = 'active' AND paused_at IS NULL AND next_at <= now() AND NOT ${IS_HELD}`;

/** Puts connections that are due into the queue; one that waits there already is not put in twice. Returns how many are due. */
export async function planSyncs(): Promise<number> {
  const due = await sql<{ id: string }>(`SELECT id FROM connection WHERE ${IS_DUE} AND (lease_until IS NULL OR lease_until < now()) ORDER BY next_at LIMIT ${PLANNED_AT_ONCE}`);
  await enqueueAll("syncs", due.map(({ id }) => ({ data: { connectionId: id } satisfies SyncJob, singletonKey: id })));
  return due.length;
}

/** One job of the queue: reads its connection, if that is still wanted. */
async function runSync({ id, data }: { id: string; data: SyncJob }, endBy: number, report: DueReport): Promise<void> {
  try {
    const [due] = await sql(`SELECT 1 FROM connection WHERE id = $1 AND ${IS_DUE}`, [data.connectionId]);
    if (due) {
      const { outcome } = await readConnection(data.connectionId, { trigger: "cron", budget: Math.max(0, Math.min(LONGEST_READ_MS, endBy - Date.now())) });
      report[outcome] += 1;
    }
    await finishJob("syncs", id);
  } catch (error) {
    report.failed += 1;
    log.error({ err: error, connectionId: data.connectionId }, "a connection could not be read");
    await failJob("syncs", id, error);
  }
}

/** Takes one read after the other until there are none or the time is over. */
async function syncWorker(endBy: number, report: DueReport): Promise<void> {
  while (Date.now() < endBy) {
    const [job] = await takeJobs<SyncJob>("syncs", 1);
    if (!job) return;
    await runSync(job, endBy, report);
  }
}

/** What nobody needs any more: counters of failed sign-ins that have run out, discarded drafts, the bytes of files that have arrived, old runs. A failure waits for the next time. */
async function tidy(): Promise<void> {
  await Promise.all([keepQueues(), sql("DELETE FROM rate_limit WHERE expire < $1", [Date.now()]), eraseDiscarded(), eraseOld(), sumUpOldRuns()]).catch((error: unknown) =>
    log.error({ err: error }, "tidying up failed"));
}

/**
 * Takes up submissions that are due, then reads the connections that are due, the longest overdue first, until the budget
 * (milliseconds) is spent; what is left over is taken by the next call. Connections whose credential is dead wait for a person,
 * those whose provider asked for it until the moment that it named. Any number of callers, on any number of machines, may run at once.
 */
export async function runDue(budget: number): Promise<DueReport> {
  const endBy = Date.now() + budget;
  const report: DueReport = { due: 0, complete: 0, partial: 0, failed: 0, busy: 0, handed_on: 0, waiting: 0, submissions: await drainSubmissions(Date.now() + budget / 3) };
  await tidy();
  report.due = await planSyncs();
  await Promise.all(Array.from({ length: AT_ONCE }, () => syncWorker(endBy, report)));
  report.waiting = await waitingJobs("syncs");
  return report;
}
