import { fromNow } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";
import { enqueueAll } from "../../db/queue";
import type { PersonChannel } from "../../notices/types";

/** Primary key of a delivery. */
export interface DeliveryKey {
  userId: string;
  channel: PersonChannel;
  topic: string;
}

/** Triggers a delivery; the rows decide. Holds ids only, as the queue stores jobs in plain text. */
export type NoticeJob = ({ of: "delivery" } & DeliveryKey) | { of: "digest"; userId: string };

export async function scheduleNotice(data: NoticeJob, at: Date, on?: Db): Promise<void> {
  await enqueueAll("notices", [{ data, startAfter: at }], on);
}

const OVERDUE_MS = 60_000;
const MAX_OVERDUE = 200;

/**
 * Replaces jobs lost with a worker or a restored backup. Call it once a minute across processes.
 */
export async function scheduleOverdueNotices(): Promise<void> {
  const deliveries = await db()
    .selectFrom("notice_delivery")
    .where("due_at", "<", fromNow(-OVERDUE_MS))
    .orderBy("due_at")
    .limit(MAX_OVERDUE)
    .select(["user_id as userId", "channel", "topic"])
    .execute();
  const digests = await db()
    .selectFrom("notification_setting")
    .where("digest_due_at", "<", fromNow(-OVERDUE_MS))
    .orderBy("digest_due_at")
    .limit(MAX_OVERDUE)
    .select("user_id as userId")
    .execute();
  const jobs: NoticeJob[] = [
    ...deliveries.map((key) => ({ of: "delivery" as const, ...key })),
    ...digests.map((key) => ({ of: "digest" as const, ...key })),
  ];
  await enqueueAll(
    "notices",
    jobs.map((data) => ({ data })),
  );
}
