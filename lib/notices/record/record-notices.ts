import type { InsertObject } from "kysely";

import { isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { enqueueAll } from "../../db/queue";
import type { DB } from "../../db/table-types";
import { kindRule } from "../kinds";
import { reasonToNotify } from "../rules/recipients";
import type { NewNotice } from "../types";
import { deliverNoticesSoon } from "./deliver-soon";
import { loadPeople } from "./load-people";
import {
  byTopic,
  inBatches,
  type RecipientNotice,
  upsertDeliveries,
  upsertNotifications,
} from "./upsert";
import { insertWebhookDeliveries } from "./webhook-deliveries";

type StoredNotice = RecipientNotice["notice"];

/**
 * Stores notices, their recipients and delivery jobs. Call it in the transaction that records the
 * change, with the start of that transaction as `recordedAt`.
 */
export async function recordNotices(
  client: Db,
  given: readonly NewNotice[],
  recordedAt: Date,
): Promise<void> {
  if (given.length === 0) return;
  const notices = await inBatches(given, (some) => insertNotices(client, some, recordedAt));
  const people = await loadPeople(client, notices);
  const since = await seenParts(client, notices);
  const found = notices.flatMap((notice) =>
    people.of(notice).flatMap((person): RecipientNotice[] => {
      const reason = reasonToNotify({ notice, existsSince: since(notice) }, person);
      return reason === null ? [] : [{ notice, person, reason }];
    }),
  );
  const topics = byTopic(found);
  await inBatches(topics, (some) => upsertNotifications(client, some, recordedAt));
  const due = await inBatches(topics, (some) => upsertDeliveries(client, some, recordedAt));
  const webhooks = await insertWebhookDeliveries(client, notices);
  await enqueueAll(
    "notices",
    due.map(({ dueAt, ...of }) => ({ data: { of: "delivery", ...of }, startAfter: dueAt })),
    client,
  );
  await enqueueAll(
    "webhooks",
    webhooks.map((deliveryId) => ({ data: { deliveryId } })),
    client,
  );
  if (webhooks.length > 0 || due.some(({ dueAt }) => dueAt <= recordedAt)) deliverNoticesSoon();
}

async function insertNotices(
  client: Db,
  given: readonly NewNotice[],
  recordedAt: Date,
): Promise<StoredNotice[]> {
  const rows = await client
    .insertInto("notice")
    .values((eb) =>
      given.map(
        ({ event, ...notice }) =>
          ({
            organization_id: notice.organizationId,
            topic: notice.topic,
            ticket_id: notice.ticketId,
            submission_id: notice.submissionId,
            connection_id: notice.connectionId,
            kind: notice.kind,
            detail: notice.detail,
            event_id:
              event === null
                ? null
                : eb
                    .selectFrom("event as e")
                    .where("e.ticket_id", "=", notice.ticketId)
                    .where("e.recorded_at", "=", recordedAt)
                    .where("e.kind", "=", event.kind)
                    .where("e.field", "is not distinct from", event.field)
                    .select((of) => of.fn.max("e.id").as("id")),
            actor_id: notice.actorId,
            recipient_id: notice.recipientId,
            wakes: notice.wakes,
            at: recordedAt,
          }) satisfies InsertObject<DB, "notice">,
      ),
    )
    .returning("id")
    .execute();
  return given.map((notice, index) => ({ ...notice, id: rows[index]?.id ?? "0" }));
}

/** Returns when an edited message or file was added; null if it came with its ticket. */
async function seenParts(
  client: Db,
  notices: readonly StoredNotice[],
): Promise<(notice: StoredNotice) => Date | null> {
  const edited = notices.filter(({ kind }) => kindRule(kind).onlySeen);
  if (edited.length === 0) return () => null;
  const rows = await client
    .selectFrom("event")
    .where((eb) =>
      isAnyOf(
        eb.ref("ticket_id"),
        edited.map((one) => one.ticketId ?? ""),
      ),
    )
    .where((eb) =>
      isAnyOf(
        eb.ref("field"),
        edited.map((one) => one.event?.field ?? ""),
      ),
    )
    .where("kind", "in", ["message_added", "attachment_added"])
    .groupBy(["ticket_id", "field"])
    .select((eb) => ["ticket_id", "field", eb.fn.max("recorded_at").as("since")])
    .execute();
  return ({ ticketId, event }) =>
    rows.find((row) => row.ticket_id === ticketId && row.field === event?.field)?.since ?? null;
}
