import pMap from "p-map";

import { failJob, finishJobs, type Job, takeJobs } from "../db/queue";
import { log } from "../log";
import { deliverWebhook, type PostWebhook } from "../notifications/webhooks/deliver";
import type { WebhookJob } from "../notifications/webhooks/schedule";
import { oneAtATime } from "./one-at-a-time";

/** Requests wait for receivers, not for the database. */
const MAX_CONCURRENT = 6;
/** Small, so that no job waits here while another worker is idle. */
const TAKE_BATCH = 3;

export interface WebhookReport {
  taken: number;
  delivered: number;
  failed: number;
}

/** Begins nothing after `endBy` (epoch milliseconds). Any number of workers may run at once. */
export async function drainWebhooks(endBy: number, post?: PostWebhook): Promise<WebhookReport> {
  const report: WebhookReport = { taken: 0, delivered: 0, failed: 0 };
  async function* jobs(): AsyncGenerator<Job<WebhookJob>> {
    while (Date.now() < endBy) {
      const batch = await takeJobs<WebhookJob>("webhooks", TAKE_BATCH);
      report.taken += batch.length;
      if (batch.length === 0) return;
      yield* batch;
    }
  }
  await pMap(
    jobs(),
    async ({ id, data }) => {
      try {
        if (await deliverWebhook(data.deliveryId, post)) report.delivered += 1;
        await finishJobs("webhooks", [id]);
      } catch (error) {
        report.failed += 1;
        log.error({ err: error, ...data }, "a webhook could not be sent");
        await failJob("webhooks", id, error);
      }
    },
    { concurrency: MAX_CONCURRENT },
  );
  return report;
}

/** Posts deliveries that a request has queued. */
export const postWebhooksNow = oneAtATime(async (endBy) => (await drainWebhooks(endBy)).taken > 0);
