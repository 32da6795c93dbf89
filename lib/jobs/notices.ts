import pMap from "p-map";

import { failJob, finishJobs, takeJobs } from "../db/queue";
import { workAs } from "../db/work";
import { log } from "../log";
import { deliverMails } from "../mail/deliver-mails";
import type { Channels } from "../notifications/deliver/channels";
import { deliverDigest } from "../notifications/deliver/deliver-digest";
import { deliverOne } from "../notifications/deliver/deliver-one";
import { postpone } from "../notifications/deliver/postpone";
import type { NoticeJob } from "../notifications/deliver/schedule";

/** Low, as syncs run at the same time. */
const MAX_CONCURRENT = 2;
const BATCH = 8;

export interface NoticeReport {
  taken: number;
  sent: number;
  failed: number;
}

/** Stops at `endBy` (epoch milliseconds). Any number of workers may run at once. */
export async function drainNotices(endBy: number, channels?: Channels): Promise<NoticeReport> {
  const report: NoticeReport = { taken: 0, sent: 0, failed: 0 };
  while (Date.now() < endBy) {
    const jobs = await takeJobs<NoticeJob>("notices", BATCH);
    if (jobs.length === 0) break;
    report.taken += jobs.length;
    await pMap(
      jobs,
      async ({ id, data }) => {
        try {
          const sent = await deliver(data, channels);
          report.sent += sent;
        } catch (error) {
          report.failed += 1;
          log.error({ err: error, of: data.of }, "a notice could not be delivered");
          // Retried by the queue only if the row could not be postponed.
          const failure = await postpone(data).catch((broken: unknown) => broken ?? error);
          if (failure !== undefined) return failJob("notices", id, failure);
        }
        await finishJobs("notices", [id]);
      },
      { concurrency: MAX_CONCURRENT },
    );
  }
  return report;
}

function deliver(job: NoticeJob, channels: Channels | undefined): Promise<number> {
  switch (job.of) {
    case "delivery":
      return deliverOne(job, channels);
    case "digest":
      return deliverDigest(job.userId, channels);
    default:
      // A channel that this version does not have.
      return Promise.resolve(0);
  }
}

const SOON_MS = 20_000;
/** Shared by the requests of this process. */
const MAX_LANES = 2;
let lanes = 0;

/** Delivers notices that a request has recorded. Returns false if nothing was due yet. */
export async function deliverNow(): Promise<boolean> {
  if (lanes >= MAX_LANES) return true;
  lanes += 1;
  try {
    return await workAs({ as: "background" }, async () => {
      const endBy = Date.now() + SOON_MS;
      const { taken, sent } = await drainNotices(endBy);
      if (sent > 0) await deliverMails(endBy);
      return taken > 0;
    });
  } finally {
    lanes -= 1;
  }
}
