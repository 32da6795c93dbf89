import pMap from "p-map";

import { db } from "../db/kysely";
import { failJob, finishJobs, maintainQueues, takeJobs } from "../db/queue";
import { workAs } from "../db/work";
import { log } from "../log";
import { processSubmission } from "../submissions/process-submission";
import { schedule, scheduleOverdue, type SubmissionJob } from "../submissions/schedule";

const MAX_CONCURRENT = 4;
const BATCH = 8;
const RECHECK_MS = 5_000;

/** Never throws: the queue retries failures. */
export async function deliverSubmission(submissionId: string): Promise<void> {
  await workAs({ as: "background" }, () => processSubmission(submissionId)).catch(
    (error: unknown) =>
      log.error({ err: error, submissionId }, "a submission could not be taken up"),
  );
}

export interface SubmissionJobs {
  taken: number;
  failed: number;
}

/** Stops at `endBy` (epoch milliseconds). Any number of workers may run at once. */
export async function drainSubmissions(endBy: number): Promise<SubmissionJobs> {
  const done: SubmissionJobs = { taken: 0, failed: 0 };
  await scheduleOverdue();
  while (Date.now() < endBy) {
    const jobs = await takeJobs<SubmissionJob>("submissions", BATCH);
    if (jobs.length === 0) break;
    await pMap(
      jobs,
      async ({ id, data }) => {
        done.taken += 1;
        try {
          // The user may have been deleted meanwhile.
          const existing = await db()
            .selectFrom("submission")
            .select("id")
            .where("id", "=", data.submissionId)
            .executeTakeFirst();
          if (!existing) return await finishJobs("submissions", [id]);
          const row = await processSubmission(data.submissionId);
          // Its process may be dead. A paused submission already has a later job.
          const isLater = row.due_at !== null && row.due_at.getTime() > Date.now();
          if (row.state === "sending" || (row.state === "queued" && !isLater))
            await schedule(
              row.id,
              new Date(Math.max(row.due_at?.getTime() ?? 0, Date.now() + RECHECK_MS)),
            );
          await finishJobs("submissions", [id]);
        } catch (error) {
          done.failed += 1;
          log.error(
            { err: error, submissionId: data.submissionId },
            "a submission could not be taken up",
          );
          await failJob("submissions", id, error);
        }
      },
      { concurrency: MAX_CONCURRENT },
    );
  }
  return done;
}

const MAINTAIN_EVERY_MS = 60_000;
let maintainedAt = 0;

export async function keepQueues(): Promise<void> {
  if (Date.now() - maintainedAt < MAINTAIN_EVERY_MS) return;
  maintainedAt = Date.now();
  await maintainQueues();
}
