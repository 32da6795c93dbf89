import { enqueue } from "../db/queue";
import { type Queryable, sql } from "../db/sql";

/** What the queue carries of a submission. The row alone decides what is to be done. */
export interface SubmissionJob {
  submissionId: string;
}

/** Has the queue look at a submission at `at` or soon after; with a client, in its transaction. */
export async function schedule(submissionId: string, at: Date, on?: Queryable): Promise<void> {
  await enqueue("submissions", { submissionId } satisfies SubmissionJob, at, on);
}

/**
 * Wakes what should have been looked at a minute ago; whoever works on one moves its time on. A net under the queue, whose jobs can die in
 * their taker's hands or be lost with a restored backup. Returns how many there were.
 */
export async function scheduleOverdue(): Promise<number> {
  const rows = await sql<{ id: string }>(
    `SELECT id FROM submission WHERE state IN ('queued', 'sending', 'unknown') AND due_at < now() - interval '1 minute' ORDER BY due_at LIMIT 200`,
  );
  await Promise.all(rows.map(({ id }) => schedule(id, new Date())));
  return rows.length;
}
