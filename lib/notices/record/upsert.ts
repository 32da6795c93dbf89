import { type Expression, type InsertObject, type RawBuilder, sql, type SqlBool } from "kysely";

import type { ColumnChanges, Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { isNoticeKind, type NoticeKind } from "../kinds";
import { choiceOf } from "../rules/channel-choices";
import type { PersonFacts } from "../rules/recipients";
import type { NewNotice, NoticeReason, PersonChannel } from "../types";

/** A stored notice with one recipient. */
export interface RecipientNotice {
  notice: NewNotice & { id: string };
  person: PersonFacts;
  reason: NoticeReason;
}

/** One person's notices of one topic in one write. */
interface RecipientTopic {
  person: PersonFacts;
  reason: NoticeReason;
  notices: RecipientNotice["notice"][];
  kinds: NoticeKind[];
}

/** Groups by person and topic, in a fixed order that avoids deadlocks between writers. */
export function byTopic(found: readonly RecipientNotice[]): RecipientTopic[] {
  const topics = new Map<string, RecipientTopic>();
  for (const { notice, person, reason } of found) {
    const key = `${person.userId} ${notice.topic}`;
    const topic = topics.get(key) ?? { person, reason, notices: [], kinds: [] };
    topic.notices.push(notice);
    topic.kinds = [...new Set([...topic.kinds, notice.kind])];
    topics.set(key, topic);
  }
  return [...topics].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, topic]) => topic);
}

/** PostgreSQL allows 65,535 parameters per statement. */
const BATCH = 1_000;

/** Preserves the order of the rows. */
export async function inBatches<Row, Result>(
  rows: readonly Row[],
  work: (some: readonly Row[]) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[][] = [];
  for (let from = 0; from < rows.length; from += BATCH)
    results.push(await work(rows.slice(from, from + BATCH)));
  return results.flat();
}

const MAX_COUNT = 10_000;

/** Replaces the value of a row that was read, and extends that of an unread one. */
const sinceRead = <Value>(
  isRead: Expression<SqlBool>,
  anew: Expression<Value>,
  more: Expression<Value>,
): RawBuilder<Value> => sql`CASE WHEN ${isRead} THEN ${anew} ELSE ${more} END`;

/** Appends only new kinds, so that unread rows do not grow. */
const joined = (had: Expression<string[]>, more: Expression<string[]>): RawBuilder<string[]> =>
  sql`CASE WHEN ${had} @> ${more} THEN ${had} ELSE ${had} || ${more} END`;

const either = (one: Expression<boolean>, other: Expression<boolean>): RawBuilder<boolean> =>
  sql`(${one} OR ${other})`;

/** Inserts or updates one row per person and topic. */
export async function upsertNotifications(
  client: Db,
  topics: readonly RecipientTopic[],
  recordedAt: Date,
): Promise<never[]> {
  await client
    .insertInto("notification")
    .values(
      topics.map(
        ({ person, reason, notices, kinds }) =>
          ({
            user_id: person.userId,
            topic: notices[0]?.topic ?? "",
            organization_id: notices[0]?.organizationId ?? "",
            ticket_id: notices[0]?.ticketId ?? null,
            kinds,
            reason,
            count: notices.length,
            first_notice_id: notices[0]?.id ?? "0",
            last_notice_id: notices.at(-1)?.id ?? "0",
            in_app: kinds.some((kind) => choiceOf(person.choices, kind).in_app),
            unread_since: recordedAt,
            last_at: recordedAt,
          }) satisfies InsertObject<DB, "notification">,
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(["user_id", "topic"]).doUpdateSet((eb) => {
        const isRead = eb("notification.unread_since", "is", null);
        const had = eb.ref("notification.kinds").$notNull();
        const kinds = eb.ref("excluded.kinds").$notNull();
        const sum = eb("notification.count", "+", eb.ref("excluded.count"));
        return {
          kinds: sinceRead(isRead, kinds, joined(had, kinds)),
          reason: eb.ref("excluded.reason"),
          count: sinceRead(
            isRead,
            eb.ref("excluded.count"),
            eb.fn<number>("least", [sum, eb.lit(MAX_COUNT)]),
          ),
          first_notice_id: sinceRead(
            isRead,
            eb.ref("excluded.first_notice_id"),
            eb.fn<string>("least", ["notification.first_notice_id", "excluded.first_notice_id"]),
          ),
          // A transaction that began earlier may commit later.
          last_notice_id: eb.fn<string>("greatest", [
            "notification.last_notice_id",
            "excluded.last_notice_id",
          ]),
          in_app: sinceRead(
            isRead,
            eb.ref("excluded.in_app"),
            either(eb.ref("notification.in_app"), eb.ref("excluded.in_app")),
          ),
          unread_since: eb.fn.coalesce("notification.unread_since", "excluded.unread_since"),
          last_at: eb.ref("excluded.last_at"),
        } satisfies ColumnChanges<"notification">;
      }),
    )
    .execute();
  return [];
}

export interface DueDelivery {
  userId: string;
  channel: PersonChannel;
  topic: string;
  /** Start of the transaction, or the end of the window. */
  dueAt: Date;
}

/** Inserts or updates pending deliveries, and returns those that need a job. */
export async function upsertDeliveries(
  client: Db,
  topics: readonly RecipientTopic[],
  recordedAt: Date,
): Promise<DueDelivery[]> {
  const values = topics.flatMap(({ person, notices, kinds }) =>
    (["mail", "push"] as const)
      .filter((channel) => isWanted(person, kinds, channel))
      .map(
        (channel) =>
          ({
            user_id: person.userId,
            channel,
            topic: notices[0]?.topic ?? "",
            organization_id: notices[0]?.organizationId ?? "",
            untold_from: notices[0]?.id ?? "0",
            untold_since: recordedAt,
            wakes: notices.some(({ wakes }) => wakes),
            due_at: recordedAt,
          }) satisfies InsertObject<DB, "notice_delivery">,
      ),
  );
  if (values.length === 0) return [];
  const rows = await client
    .insertInto("notice_delivery")
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(["user_id", "channel", "topic"]).doUpdateSet(
        (eb) =>
          ({
            untold_from: eb.fn<string>("least", [
              "notice_delivery.untold_from",
              "excluded.untold_from",
            ]),
            // Rows of a digest have no due date, and may now be sent before it.
            untold_since: eb
              .case()
              .when("notice_delivery.due_at", "is", null)
              .then(eb.ref("excluded.untold_since"))
              .else(eb.ref("notice_delivery.untold_since"))
              .end(),
            wakes: either(eb.ref("notice_delivery.wakes"), eb.ref("excluded.wakes")),
            due_at: eb
              .case()
              .when("excluded.wakes", "=", true)
              .then(eb.ref("excluded.due_at"))
              .else(
                eb.fn.coalesce(
                  "notice_delivery.due_at",
                  eb.fn<Date>("greatest", ["excluded.due_at", "notice_delivery.window_ends_at"]),
                ),
              )
              .end(),
          }) satisfies ColumnChanges<"notice_delivery">,
      ),
    )
    .returning(["user_id as userId", "channel", "topic", "due_at as dueAt", "wakes"])
    .returning((eb) => eb("untold_since", "=", recordedAt).as("isFirst"))
    .execute();
  return rows
    .filter(({ isFirst, wakes }) => isFirst || wakes)
    .map(({ userId, channel, topic, dueAt }) => ({
      userId,
      channel,
      topic,
      dueAt: dueAt ?? recordedAt,
    }));
}

function isWanted(
  { choices, hasPush }: PersonFacts,
  kinds: readonly NoticeKind[],
  channel: PersonChannel,
): boolean {
  if (channel === "push" && !hasPush) return false;
  return kinds.filter(isNoticeKind).some((kind) => {
    const { mail, push } = choiceOf(choices, kind);
    return channel === "mail" ? mail !== "off" : push;
  });
}
