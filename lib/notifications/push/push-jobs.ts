import type { Db } from "../../db/kysely";
import { enqueueAll } from "../../db/queue";

/** Names the notices of a push. Ids only, as the queue keeps jobs in plain text. */
type PushSubject = { topic: string; noticeIds: string[]; wakes: boolean } | { topic: "test" };

/** One push to one browser. Its text is written, and access asked, when it is sent. */
export type PushJob = PushSubject & { subscriptionId: string; tries: number };

export function queuePushes(
  client: Db,
  subscriptionIds: readonly string[],
  subject: PushSubject,
): Promise<void> {
  return enqueueAll(
    "pushes",
    subscriptionIds.map((subscriptionId) => ({
      data: { ...subject, subscriptionId, tries: 0 } satisfies PushJob,
    })),
    client,
  );
}

const FIRST_PAUSE_MS = 10_000;
const MAX_PAUSE_MS = 3_600_000;
const MAX_TRIES = 8;

/** Retries after growing pauses, no sooner than the service allows. Returns false to give up. */
export async function queueAgain(job: PushJob, retryAfterMs: number): Promise<boolean> {
  const tries = job.tries + 1;
  if (tries >= MAX_TRIES) return false;
  const pause = Math.max(FIRST_PAUSE_MS * 3 ** job.tries, retryAfterMs);
  const startAfter = new Date(Date.now() + Math.min(pause, MAX_PAUSE_MS));
  await enqueueAll("pushes", [{ data: { ...job, tries }, startAfter }]);
  return true;
}
