import { daysAgo } from "../db/expressions";
import { db } from "../db/kysely";
import { claimMaintenance } from "../db/maintenance";
import { REPLAYABLE_DAYS } from "./webhooks/replay-limits";

const EVERY_SECONDS = 60 * 60;
const PER_ROUND = 1_000;
const MAX_ROUNDS = 20;
const READ_DAYS = 180;
const UNREAD_DAYS = 365;
const WEBHOOK_DAYS = 30;
/** Deliveries that failed for this long are dropped. */
const UNTOLD_DAYS = 7;
/** As long as browsers keep the cookie of a device. */
const PUSH_DAYS = 400;

/** Deletes expired rows in bounded batches, once an hour across processes. */
export async function deleteOldNotices(): Promise<number> {
  if (!(await claimMaintenance("notices", EVERY_SECONDS))) return 0;
  let deleted = 0;
  for (const deleteSome of [
    deleteNotices,
    deleteNotifications,
    deleteDeliveries,
    deletePushes,
    deleteWebhookDeliveries,
  ]) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const count = await deleteSome();
      deleted += count;
      if (count < PER_ROUND) break;
    }
  }
  return deleted;
}

async function deleteNotices(): Promise<number> {
  const old = db()
    .selectFrom("notice")
    .select("id")
    .where("at", "<", daysAgo(REPLAYABLE_DAYS))
    .limit(PER_ROUND);
  return (await db().deleteFrom("notice").where("id", "in", old).returning("id").execute()).length;
}

async function deleteNotifications(): Promise<number> {
  const old = db()
    .selectFrom("notification")
    .select(["user_id", "topic"])
    .where("last_at", "<", daysAgo(READ_DAYS))
    .where((eb) =>
      eb.or([eb("unread_since", "is", null), eb("last_at", "<", daysAgo(UNREAD_DAYS))]),
    )
    .limit(PER_ROUND);
  const deleted = db()
    .deleteFrom("notification")
    .where((eb) => eb(eb.refTuple("user_id", "topic"), "in", old.$asTuple("user_id", "topic")));
  return (await deleted.returning("topic").execute()).length;
}

/** Deletes delivered rows whose window has ended, and deliveries that never succeeded. */
async function deleteDeliveries(): Promise<number> {
  const old = db()
    .selectFrom("notice_delivery")
    .select(["user_id", "channel", "topic"])
    .where((eb) =>
      eb.or([
        eb("untold_since", "<", daysAgo(UNTOLD_DAYS)),
        eb.and([
          eb("untold_from", "is", null),
          eb.or([eb("window_ends_at", "is", null), eb("window_ends_at", "<", daysAgo(1))]),
        ]),
      ]),
    )
    .limit(PER_ROUND);
  const deleted = db()
    .deleteFrom("notice_delivery")
    .where((eb) =>
      eb(
        eb.refTuple("user_id", "channel", "topic"),
        "in",
        old.$asTuple("user_id", "channel", "topic"),
      ),
    );
  return (await deleted.returning("topic").execute()).length;
}

async function deletePushes(): Promise<number> {
  const unused = db()
    .selectFrom("push_subscription")
    .select("id")
    .where((eb) => eb(eb.fn.coalesce("last_sent_at", "created_at"), "<", daysAgo(PUSH_DAYS)))
    .limit(PER_ROUND);
  const deleted = db().deleteFrom("push_subscription").where("id", "in", unused);
  return (await deleted.returning("id").execute()).length;
}

async function deleteWebhookDeliveries(): Promise<number> {
  const old = db()
    .selectFrom("webhook_delivery")
    .select("id")
    .where("created_at", "<", daysAgo(WEBHOOK_DAYS))
    .limit(PER_ROUND);
  const deleted = db().deleteFrom("webhook_delivery").where("id", "in", old);
  return (await deleted.returning("id").execute()).length;
}
