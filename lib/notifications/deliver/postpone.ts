import { fromNow, now } from "../../db/expressions";
import { transaction } from "../../db/kysely";
import { type NoticeJob, scheduleNotice } from "./schedule";

const MIN_MS = 10_000;
const MAX_MS = 6 * 3_600_000;
const DIGEST_MS = 10 * 60_000;

/** Retries after half of the time that it has waited already. Dropped after a week. */
export async function postpone(job: NoticeJob): Promise<void> {
  await transaction(async (client) => {
    if (job.of === "digest") {
      await client
        .updateTable("notification_setting")
        .set({ digest_due_at: fromNow(DIGEST_MS) })
        .where("user_id", "=", job.userId)
        .where("digest_due_at", "<=", now())
        .execute();
      return scheduleNotice(job, new Date(Date.now() + DIGEST_MS), client);
    }
    const { userId, channel, topic } = job;
    const rows = client
      .selectFrom("notice_delivery")
      .where("user_id", "=", userId)
      .where("channel", "=", channel)
      .where("topic", "=", topic);
    const row = await rows.select(["untold_since as since", now().as("now")]).executeTakeFirst();
    if (!row?.since) return;
    const waited = row.now.getTime() - row.since.getTime();
    const pause = Math.min(MAX_MS, Math.max(MIN_MS, waited / 2));
    await client
      .updateTable("notice_delivery")
      .set({ due_at: fromNow(pause) })
      .where("user_id", "=", userId)
      .where("channel", "=", channel)
      .where("topic", "=", topic)
      .where("due_at", "<=", now())
      .execute();
    await scheduleNotice(job, new Date(row.now.getTime() + pause), client);
  });
}
