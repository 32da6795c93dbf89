import pMap from "p-map";

import { failJob, finishJobs, takeJobs } from "../db/queue";
import { log } from "../log";
import type { PushJob } from "../notifications/push/push-jobs";
import { type PostPush, sendPush, type SentPush } from "../notifications/push/send-push";
import { oneAtATime } from "./one-at-a-time";

const MAX_CONCURRENT = 4;

export type PushReport = Record<SentPush, number>;

/** Stops at `endBy` (epoch milliseconds). Any number of workers may run at once. */
export async function drainPushes(endBy: number, post?: PostPush): Promise<PushReport> {
  const report: PushReport = { sent: 0, waiting: 0, failed: 0, dropped: 0 };
  while (Date.now() < endBy) {
    const jobs = await takeJobs<PushJob>("pushes", MAX_CONCURRENT);
    if (jobs.length === 0) break;
    await pMap(jobs, async ({ id, data }) => {
      try {
        report[await sendPush(data, post)] += 1;
        await finishJobs("pushes", [id]);
      } catch (error) {
        report.failed += 1;
        log.error({ err: error }, "a push could not be sent");
        await failJob("pushes", id, error);
      }
    });
  }
  return report;
}

/** Sends pushes that a request has queued. */
export const sendPushesNow = oneAtATime(async (endBy) => {
  const counts = Object.values(await drainPushes(endBy));
  return counts.some((count) => count > 0);
});
