import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import pMap from "p-map";

import { eraseExpired } from "../accounts/erase-expired";
import { eraseMarked } from "../connections/erase";
import { readConnection } from "../connections/read-connection";
import { db } from "../db/kysely";
import { claimMaintenance } from "../db/maintenance";
import { enqueueAll, failJob, finishJobs, type Job, takeJobs, waitingJobs } from "../db/queue";
import { workAs } from "../db/work";
import { eraseDiscarded } from "../drafts/remove-draft";
import { eraseOld } from "../files/erase-old";
import { log } from "../log";
import { deliverMails, type MailReport } from "../mail/deliver-mails";
import { deleteOldMails } from "../mail/mail-rows";
import { isSyncDue, isUnleased, sumUpOldRuns } from "../mirror/sync/run-sync";
import { deleteOldNotices } from "../notifications/delete-old";
import { scheduleOverdueNotices } from "../notifications/deliver/schedule";
import { scheduleOverdueWebhooks } from "../notifications/webhooks/schedule";
import { keepDayRoots } from "../review/case-file/keep-day-roots";
import { endExpiredLooks } from "../review/seeing/end-looks";
import { drainNotices, type NoticeReport } from "./notices";
import { drainPushes, type PushReport } from "./pushes";
import { learnWords, reindexSearch, renewTimelines } from "./renew-stored";
import { drainSubmissions, keepQueues, type SubmissionJobs } from "./submissions";
import { drainWebhooks, type WebhookReport } from "./webhooks";

export interface DueReport {
  due: number;
  complete: number;
  partial: number;
  failed: number;
  busy: number;
  handed_on: number;
  submissions: SubmissionJobs;
  mails: MailReport;
  notices: NoticeReport;
  pushes: PushReport;
  webhooks: WebhookReport;
  reindexed: number;
  timelines: number;
  wordLists: number;
  waiting: number;
}

interface SyncJob {
  connectionId: string;
}

const MAX_CONCURRENT = 4;
/** Small, so that no job waits here while another worker is idle. */
const TAKE_BATCH = 2;
const PLAN_BATCH = 2_000;
const MAX_SYNC_MS = 120_000;
/** While submissions run. */
const MAILS_SHARE = 0.2;
/** Shares of a round for renewing what older versions stored. */
const REINDEX_SHARE = 0.1;
const TIMELINES_SHARE = 0.1;
const WORDS_SHARE = 0.05;

export async function planSyncs(): Promise<number> {
  const due = await db()
    .selectFrom("connection")
    .where(isSyncDue())
    .where(isUnleased())
    .orderBy("next_at")
    .limit(PLAN_BATCH)
    .select("id")
    .execute();
  await enqueueAll(
    "syncs",
    due.map(({ id }) => ({ data: { connectionId: id } satisfies SyncJob, singletonKey: id })),
  );
  return due.length;
}

/** Batches, as taking and finishing a job costs more than a sync without changes. */
async function syncDue(endBy: number, report: DueReport): Promise<void> {
  const done: string[] = [];
  async function* jobs(): AsyncGenerator<Job<SyncJob>> {
    while (Date.now() < endBy) {
      await finishJobs("syncs", done.splice(0));
      const batch = await takeJobs<SyncJob>("syncs", TAKE_BATCH);
      if (batch.length === 0) return;
      yield* batch;
    }
  }
  await pMap(
    jobs(),
    async ({ id, data: { connectionId } }) => {
      try {
        // Without time left it stays due and is enqueued again.
        const budget = Math.min(MAX_SYNC_MS, endBy - Date.now());
        if (budget > 0)
          report[
            (await readConnection(connectionId, { trigger: "cron", budget, ifDue: true })).outcome
          ] += 1;
        done.push(id);
      } catch (error) {
        report.failed += 1;
        log.error({ err: error, connectionId }, "a connection could not be read");
        await failJob("syncs", id, error);
      }
    },
    { concurrency: MAX_CONCURRENT },
  );
  await finishJobs("syncs", done);
}

const DELIVER_EVERY_MS = 1_000;
const LAST_DELIVERY_MS = 5_000;

type Deliver = (endBy: number) => Promise<void>;

/** Delivers while the work before it runs, and once more after it, rather than in the next round. */
async function deliverWhile(working: AbortSignal, endBy: number, deliver: Deliver): Promise<void> {
  // Jobs and mails stay in their queues.
  const deliverUntil = (time: number) =>
    deliver(time).catch((error: unknown) =>
      log.error({ err: error, deliver: deliver.name }, "delivery failed"),
    );
  do {
    await deliverUntil(endBy);
    await sleep(DELIVER_EVERY_MS, undefined, { signal: working }).catch(() => undefined);
  } while (!working.aborted);
  await deliverUntil(Math.max(endBy, Date.now() + LAST_DELIVERY_MS));
}

function add<Name extends string>(total: Record<Name, number>, found: Record<Name, number>): void {
  for (const name of Object.keys(found) as Name[]) total[name] += found[name];
}

/** Deliveries of one round, which add up what they do. */
const deliveriesOf = ({ notices, mails, pushes, webhooks }: DueReport) => ({
  async deliverNotices(endBy: number): Promise<void> {
    const found = await drainNotices(endBy);
    add(notices, found);
    if (found.sent > 0) add(mails, await deliverMails(endBy));
  },
  async sendPushes(endBy: number): Promise<void> {
    add(pushes, await drainPushes(endBy));
  },
  async postWebhooks(endBy: number): Promise<void> {
    add(webhooks, await drainWebhooks(endBy));
  },
});

/** Once a minute over all processes. Erasing gets `leastMs` even after a full round. */
const CLEANUP = { everySeconds: 60, forMs: 30_000, leastMs: 5_000 };

async function cleanUp(endBy: number): Promise<void> {
  if (!(await claimMaintenance("tidy", CLEANUP.everySeconds))) return;
  const eraseAccounts = () => {
    const now = Date.now();
    return eraseMarked(Math.max(Math.min(endBy, now + CLEANUP.forMs), now + CLEANUP.leastMs));
  };
  const steps = [
    keepQueues,
    deleteExpiredLimits,
    eraseDiscarded,
    eraseOld,
    eraseExpired,
    sumUpOldRuns,
    deleteOldMails,
    deleteOldNotices,
    scheduleOverdueNotices,
    scheduleOverdueWebhooks,
    endExpiredLooks,
    keepDayRoots,
    eraseAccounts,
  ];
  for (const step of steps) {
    await workAs({ as: "maintenance" }, async () => step()).catch((error: unknown) =>
      log.error({ err: error, step: step.name }, "maintenance step failed"),
    );
  }
}

const MAX_EXPIRED = 10_000;

async function deleteExpiredLimits(): Promise<void> {
  const expired = db()
    .selectFrom("rate_limit")
    .select("key")
    .where("expire", "<", sql<string>`extract(epoch FROM now()) * 1000`)
    .limit(MAX_EXPIRED);
  await db().deleteFrom("rate_limit").where("key", "in", expired).execute();
}

/** Runs submissions first, then the longest overdue syncs, within `budget` milliseconds. */
export function runDue(budget: number): Promise<DueReport> {
  return workAs({ as: "background" }, () => runRound(budget));
}

async function runRound(budget: number): Promise<DueReport> {
  const endBy = Date.now() + budget;
  const [submissions, mails] = await Promise.all([
    drainSubmissions(Date.now() + budget / 3),
    deliverMails(Date.now() + budget * MAILS_SHARE),
  ]);
  const report: DueReport = {
    due: 0,
    complete: 0,
    partial: 0,
    failed: 0,
    busy: 0,
    handed_on: 0,
    reindexed: 0,
    timelines: 0,
    wordLists: 0,
    waiting: 0,
    submissions,
    mails,
    notices: { taken: 0, sent: 0, failed: 0 },
    pushes: { sent: 0, waiting: 0, failed: 0, dropped: 0 },
    webhooks: { taken: 0, delivered: 0, failed: 0 },
  };
  report.reindexed = await reindexSearch(Date.now() + budget * REINDEX_SHARE);
  report.timelines = await renewTimelines(Date.now() + budget * TIMELINES_SHARE);
  report.wordLists = await learnWords(Date.now() + budget * WORDS_SHARE);
  report.due = await planSyncs();
  const { deliverNotices, sendPushes, postWebhooks } = deliveriesOf(report);
  const reading = new AbortController();
  const delivering = new AbortController();
  await Promise.all([
    syncDue(endBy, report).finally(() => reading.abort()),
    deliverWhile(reading.signal, endBy, deliverNotices).finally(() => delivering.abort()),
    // Until those of the last notices are queued.
    deliverWhile(delivering.signal, endBy, sendPushes),
    deliverWhile(reading.signal, endBy, postWebhooks),
  ]);
  await cleanUp(endBy);
  report.waiting = await waitingJobs("syncs");
  return report;
}
