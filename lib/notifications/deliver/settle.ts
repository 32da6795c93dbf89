import { asBoolean, isAnyOf } from "../../db/expressions";
import type { ColumnChanges, Db } from "../../db/kysely";
import { type DeliveryKey, scheduleNotice } from "./schedule";

const rowsOf = (
  client: Db,
  { userId, channel }: Omit<DeliveryKey, "topic">,
  topics: readonly string[],
) =>
  client
    .updateTable("notice_delivery")
    .where("user_id", "=", userId)
    .where("channel", "=", channel)
    .where((eb) => isAnyOf(eb.ref("topic"), topics));

const NOTHING_WAITS = {
  untold_from: null,
  untold_since: null,
  due_at: null,
  wakes: false,
  in_digest: false,
} satisfies ColumnChanges<"notice_delivery">;

/** Clears the pending state of topics. Pass `windowEndsAt` if they were sent. */
export async function clear(
  client: Db,
  of: Omit<DeliveryKey, "topic">,
  topics: readonly string[],
  windowEndsAt?: Date,
): Promise<void> {
  if (topics.length === 0) return;
  const window = windowEndsAt && { window_ends_at: windowEndsAt };
  await rowsOf(client, of, topics)
    .set({ ...NOTHING_WAITS, ...window } satisfies ColumnChanges<"notice_delivery">)
    .execute();
}

/** Marks notices as sent, except for a held one and those after it. */
export async function keepHeld(
  client: Db,
  key: DeliveryKey,
  held: { from: string; since: Date; until: Date },
  windowEndsAt: Date,
): Promise<void> {
  await rowsOf(client, key, [key.topic])
    .set({
      ...NOTHING_WAITS,
      untold_from: held.from,
      untold_since: held.since,
      due_at: held.until,
      window_ends_at: windowEndsAt,
    })
    .execute();
  await scheduleNotice({ of: "delivery", ...key }, held.until, client);
}

export async function waitUntil(client: Db, key: DeliveryKey, until: Date): Promise<void> {
  await rowsOf(client, key, [key.topic]).set({ due_at: until, in_digest: false }).execute();
  await scheduleNotice({ of: "delivery", ...key }, until, client);
}

/** Adds the topic to the person's next digest, which is due at `until` at the latest. */
export async function leaveToDigest(
  client: Db,
  key: DeliveryKey,
  { until, isStorm, known }: { until: Date; isStorm: boolean; known: Date | null },
): Promise<void> {
  await rowsOf(client, key, [key.topic]).set({ due_at: null, in_digest: true }).execute();
  const { digestDueAt } = await client
    .insertInto("notification_setting")
    .values({ user_id: key.userId, digest_due_at: until, is_storm: isStorm })
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet(
        (eb) =>
          ({
            digest_due_at: eb.fn<Date>("least", [
              "notification_setting.digest_due_at",
              "excluded.digest_due_at",
            ]),
            is_storm: asBoolean(
              eb.or([
                eb("notification_setting.is_storm", "=", true),
                eb("excluded.is_storm", "=", true),
              ]),
            ),
          }) satisfies ColumnChanges<"notification_setting">,
      ),
    )
    .returning("digest_due_at as digestDueAt")
    .executeTakeFirstOrThrow();
  const at = digestDueAt ?? until;
  if (at.getTime() !== known?.getTime())
    await scheduleNotice({ of: "digest", userId: key.userId }, at, client);
}
