import { enqueue } from "../db/queue";
import { type Queryable, sql } from "../db/sql";

/** The submission's row alone decides what is done. */
export interface SubmissionJob {
  submissionId: string;
}

export async function schedule(submissionId: string, at: Date, on?: Queryable): Promise<void> {
  await enqueue("submissions", { submissionId } satisfies SubmissionJob, at, on);
}

/** Jobs can be lost with a worker or a restored backup. */
export async function scheduleOverdue(): Promise<number> {
  const rows = await sql<{ id: string }>(
    `SELECT id
       FROM submission
      WHERE state IN ('queued', 'sending', 'unknown')
        AND due_at < now() - interval '1 minute'
      ORDER BY due_at
      LIMIT 200`,
  );
  await Promise.all(rows.map(({ id }) => schedule(id, new Date())));
  return rows.length;
}
