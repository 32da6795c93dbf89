import { fromNow } from "../db/expressions";
import { type Db, db } from "../db/kysely";
import { enqueue } from "../db/queue";
import { OPEN_STATES } from "./submission";

/** The submission's row alone decides what is done. */
export interface SubmissionJob {
  submissionId: string;
}

export async function schedule(submissionId: string, at: Date, on?: Db): Promise<void> {
  await enqueue("submissions", { submissionId } satisfies SubmissionJob, at, on);
}

const OVERDUE_MS = 60_000;

/** Jobs can be lost with a worker or a restored backup. */
export async function scheduleOverdue(): Promise<number> {
  const rows = await db()
    .selectFrom("submission")
    .where("state", "in", OPEN_STATES)
    .where("due_at", "<", fromNow(-OVERDUE_MS))
    .orderBy("due_at")
    .limit(200)
    .select("id")
    .execute();
  await Promise.all(rows.map(({ id }) => schedule(id, new Date())));
  return rows.length;
}
