import pMap from "p-map";
import { sql } from "../db/sql";
import { log } from "../log";
import { IS_HELD } from "../mirror/run-sync";
import { readConnection } from "../connections/read-connection";
import { eraseDiscarded } from "../drafts/remove";
import { eraseOld } from "../files/bytes";
import { drainSubmissions, keepQueues, type SubmissionJobs } from "./submissions";

export interface DueReport {
  due: number;
  complete: number;
  partial: number;
  failed: number;
  busy: number;
  submissions: SubmissionJobs;
}

const AT_ONCE = 4;
/** A connection that was tried less than this many seconds ago is not due. */
const REST_SECONDS = 45;

/** What nobody needs any more: counters of failed sign-ins that have run out, discarded drafts, the bytes of files that have arrived. A failure waits for the next time. */
async function tidy(): Promise<void> {
  await Promise.all([keepQueues(), sql("DELETE FROM rate_limit WHERE expire < $1", [Date.now()]), eraseDiscarded(), eraseOld()]).catch((error: unknown) =>
    log.error({ err: error }, "tidying up failed"));
}

/**
 * Takes up submissions that are due, then reads every connection that is due, the longest untried first, until the budget
 * (milliseconds) is spent. Connections whose credential is dead wait for a person, those whose provider asked for it until the
 * moment that it named. Any number of callers may run at once.
 */
export async function runDue(budget: number): Promise<DueReport> {
  const endBy = Date.now() + budget;
  const report: DueReport = { due: 0, complete: 0, partial: 0, failed: 0, busy: 0, submissions: await drainSubmissions(Date.now() + budget / 3) };
  await tidy();
  const due = await sql<{ id: string }>(
    `SELECT id FROM connection
      WHERE status = 'active' AND NOT ${IS_HELD} AND coalesce(greatest(last_read_at, last_error_at) < now() - interval '${REST_SECONDS} seconds', true)
      ORDER BY greatest(last_read_at, last_error_at) NULLS FIRST`,
  );
  report.due = due.length;
  await pMap(due, async ({ id }) => {
    const left = endBy - Date.now();
    if (left <= 0) return;
    const outcome = await readConnection(id, { trigger: "cron", budget: left }).then((run) => run.outcome, (error: unknown) => {
      log.error({ err: error, connectionId: id }, "a connection could not be read");
      return "failed" as const;
    });
    report[outcome] += 1;
  }, { concurrency: AT_ONCE });
  return report;
}
