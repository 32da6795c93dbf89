import { randomUUID } from "node:crypto";

import { fromNow, now } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";
import { enqueueAll } from "../../db/queue";

export interface WebhookJob {
  deliveryId: string;
}

/** New deliveries go first, so that a receiver that is down or catching up delays no other. */
export const PRIORITY = { again: -1, replay: -2 } as const;

const BATCH = 1_000;

/** Triggers deliveries; the rows decide. Holds ids only, as the queue stores jobs in plain text. */
export async function scheduleWebhook(
  client: Db,
  deliveryIds: readonly string[],
  { at, priority }: { at?: Date; priority?: number } = {},
): Promise<void> {
  const jobs = deliveryIds.map((deliveryId, index) => ({
    data: { deliveryId } satisfies WebhookJob,
    startAfter: at,
    priority,
    id: orderedUuid(index),
  }));
  for (let first = 0; first < jobs.length; first += BATCH)
    await enqueueAll("webhooks", jobs.slice(first, first + BATCH), client);
}

/** The queue sorts jobs of one transaction by id. */
const orderedUuid = (index: number): string =>
  index.toString(16).padStart(8, "0") + randomUUID().slice(8);

const OVERDUE_MS = 120_000;
const MAX_OVERDUE = 200;

/** Replaces jobs lost with a worker or a restored backup. Call it once a minute across processes. */
export async function scheduleOverdueWebhooks(): Promise<void> {
  const rows = await db()
    .selectFrom("webhook_delivery")
    .where("next_at", "<", fromNow(-OVERDUE_MS))
    .where("state", "=", "waiting")
    .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<", now())]))
    .orderBy("next_at")
    .limit(MAX_OVERDUE)
    .select("id")
    .execute();
  await scheduleWebhook(
    db(),
    rows.map(({ id }) => id),
    { priority: PRIORITY.again },
  );
}
