import type { InsertObject } from "kysely";

import { countPersonUse } from "../../auth/limits/person-rates";
import { ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { isAnyOf, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { isOrganizationKind, NOTICE_KINDS } from "../../notices/kinds";
import { deliverWebhook, type PostWebhook } from "./deliver";
import { momentOf } from "./local-time";
import { auditWebhook, lockToManage, type OwnWebhook, ownWebhook } from "./own-webhook";
import { MAX_REPLAYED } from "./replay-limits";
import { PRIORITY, scheduleWebhook } from "./schedule";
import { type DeliveryIdInput, type ReplayInput, type WebhookIdInput } from "./schemas";
import type { Replayed } from "./types";

interface Sent {
  isDelivered: boolean;
}

/** Sends a test, even if the webhook is off. Throws `throttled` after 30 in an hour. */
export async function testWebhook(
  viewer: Viewer,
  { webhookId }: WebhookIdInput,
  post?: PostWebhook,
): Promise<Sent> {
  const webhook = await ownWebhook(viewer, webhookId);
  await countPersonUse(viewer, "webhookTest");
  const id = newId();
  await transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    await client
      .insertInto("webhook_delivery")
      .values({ id, webhook_id: webhookId, notice_id: null })
      .execute();
    await auditWebhook(client, viewer, "tested", webhook);
  });
  return { isDelivered: await deliverWebhook(id, post) };
}

/** Gives a delivery all its tries again, and waits for the answer to the first one. */
export async function resendDelivery(
  viewer: Viewer,
  { deliveryId }: DeliveryIdInput,
  post?: PostWebhook,
): Promise<Sent> {
  const row = await db()
    .selectFrom("webhook_delivery as d")
    .innerJoin("webhook as w", "w.id", "d.webhook_id")
    .where("d.id", "=", deliveryId)
    .where((eb) => isAnyOf(eb.ref("w.organization_id"), ownOrganizations(viewer)))
    .select(["w.id as webhookId", "d.notice_id as noticeId"])
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const webhook = await ownWebhook(viewer, row.webhookId);
  if (row.noticeId !== null) assertOn(webhook);
  await countPersonUse(viewer, "webhookTest");
  await transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    await client
      .updateTable("webhook_delivery")
      .set({ state: "waiting", attempts: 0, next_at: now(), settled_at: null })
      .where("id", "=", deliveryId)
      .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<", now())]))
      .execute();
    await scheduleWebhook(client, [deliveryId]);
    await auditWebhook(client, viewer, "resent", { ...webhook, data: { deliveryId } });
  });
  return { isDelivered: await deliverWebhook(deliveryId, post) };
}

const BATCH = 1_000;
const ORGANIZATION_KINDS = Object.keys(NOTICE_KINDS).filter(isOrganizationKind);

/** Sends a period's notices, oldest first, including those already sent. */
export async function replayWebhook(
  viewer: Viewer,
  { webhookId, from, until }: ReplayInput,
): Promise<Replayed> {
  const webhook = await ownWebhook(viewer, webhookId);
  assertOn(webhook);
  await countPersonUse(viewer, "webhookReplay");
  return transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    await assertNoReplay(client, webhookId);
    const notices = await noticesOf(client, webhook, {
      from: momentOf(from, viewer.timeZone),
      until: momentOf(until, viewer.timeZone),
    });
    const replayed = notices.slice(0, MAX_REPLAYED);
    for (let first = 0; first < replayed.length; first += BATCH) {
      const rows = replayed.slice(first, first + BATCH).map(
        (notice) =>
          ({
            id: newId(),
            webhook_id: webhookId,
            notice_id: notice.id,
            is_replay: true,
          }) satisfies InsertObject<DB, "webhook_delivery">,
      );
      await client.insertInto("webhook_delivery").values(rows).execute();
      await scheduleWebhook(
        client,
        rows.map(({ id }) => id),
        { priority: PRIORITY.replay },
      );
    }
    const count = replayed.length;
    await auditWebhook(client, viewer, "replayed", { ...webhook, data: { from, until }, count });
    return { count, goesOnAt: notices[MAX_REPLAYED]?.at ?? null };
  });
}

function assertOn({ isOff }: OwnWebhook): void {
  if (isOff) throw new AppError("conflict", { text: message("notices.webhooks.errors.off") });
}

async function assertNoReplay(client: Db, webhookId: string): Promise<void> {
  const waiting = await client
    .selectFrom("webhook_delivery")
    .where("webhook_id", "=", webhookId)
    .where("state", "=", "waiting")
    .where("is_replay", "=", true)
    .select("id")
    .limit(1)
    .executeTakeFirst();
  if (waiting)
    throw new AppError("conflict", { text: message("notices.webhooks.errors.replaying") });
}

/** Returns one notice beyond the limit, to show where to continue. */
function noticesOf(
  client: Db,
  { kinds, organizationId }: OwnWebhook,
  { from, until }: { from: Date; until: Date },
) {
  return client
    .selectFrom("notice as n")
    .leftJoin("ticket as t", "t.id", "n.ticket_id")
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "n.ticket_id")
    .where("n.organization_id", "=", organizationId)
    .where("n.at", ">=", from)
    .where("n.at", "<", until)
    .where("n.kind", "in", kinds.length > 0 ? kinds : ORGANIZATION_KINDS)
    .where((eb) =>
      eb.or([eb("n.ticket_id", "is", null), eb("t.organization_id", "=", organizationId)]),
    )
    .where("setting.is_private", "is distinct from", true)
    .leftJoin("private_submission as p", "p.submission_id", "n.submission_id")
    .where((eb) => eb.or([eb("n.ticket_id", "is not", null), eb("p.submission_id", "is", null)]))
    .orderBy("n.id")
    .limit(MAX_REPLAYED + 1)
    .select(["n.id", "n.at"])
    .execute();
}
