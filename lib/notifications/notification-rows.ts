import { inScope, type ScopeValues } from "../auth/scope";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { asBoolean } from "../db/expressions";
import { db } from "../db/kysely";
import { mayReadTopic } from "../notices/record/readable";
import type { NoticeDetail, NoticeTopic } from "../notices/types";
import type { Json } from "../providers/contract";
import { replyWriter } from "../submissions/authors/message-writers";

interface NotificationValues extends ScopeValues {
  viewerId: string;
  /** Selects unread rows; read ones if undefined. */
  unread?: true;
  lastAt?: string;
  topic?: string;
  limit: number;
}

/** Lists the viewer's notifications that they may see now, newest first. */
export const notificationRows = compileOnce((given: Placeholders<NotificationValues>) => {
  const rows = db()
    .selectFrom("notification as n")
    .innerJoin("user as u", "u.id", "n.user_id")
    .leftJoin("notice as newest", "newest.id", "n.last_notice_id")
    .leftJoin("event as e", "e.id", "newest.event_id")
    .leftJoin("submission as s", "s.id", "newest.submission_id")
    .leftJoin("ticket as t", "t.id", "n.ticket_id")
    .leftJoin("connection as c", (join) =>
      join.on((eb) =>
        eb(
          "c.id",
          "=",
          eb.fn.coalesce("newest.connection_id", "t.connection_id", "s.connection_id"),
        ),
      ),
    )
    .leftJoin("organization as o", "o.id", "n.organization_id")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").onRef("m.organization_id", "=", "n.organization_id"),
    )
    .leftJoin("ticket_follow as f", (join) =>
      join.onRef("f.ticket_id", "=", "t.id").onRef("f.user_id", "=", "u.id"),
    )
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "t.id")
    .where("n.user_id", "=", given.viewerId)
    .where("n.in_app", "=", true)
    .where("n.unread_since", given.unread ? "is not" : "is", null)
    .where((eb) => inScope(given, eb.ref("n.organization_id")))
    .where((eb) => eb.or([eb("n.ticket_id", "is", null), mayReadTopic(eb.ref("n.topic"))]))
    .select((eb) => [
      eb.ref("n.topic").$castTo<NoticeTopic>().as("topic"),
      "n.ticket_id as ticketId",
      "n.organization_id as organizationId",
      "n.count",
      eb.ref("n.kinds").$notNull().as("kinds"),
      "n.last_at as lastAt",
      "n.last_notice_id as noticeId",
      asBoolean(eb("n.unread_since", "is not", null)).as("isUnread"),
      eb.ref("newest.detail").$castTo<NoticeDetail | null>().as("detail"),
      "newest.event_id as eventId",
      "s.state as submissionState",
      "e.kind as eventKind",
      "e.field as eventField",
      eb.ref("e.after").$castTo<Json>().as("after"),
      replyWriter(eb.ref("t.id"), eb.ref("e.field")).as("writer"),
      eb.fn<string | null>("jsonb_extract_path_text", ["s.payload", eb.val("subject")]).as("sent"),
      "t.subject",
      "t.number",
      "t.status",
      "t.priority",
      "c.provider",
      "c.label as account",
      "o.name as organization",
    ])
    .orderBy("n.last_at", "desc")
    .orderBy("n.topic")
    .limit(given.limit);
  const { lastAt, topic } = given;
  if (!lastAt || !topic) return rows;
  return rows.where((eb) => {
    const time = eb.cast<Date>(lastAt, "timestamptz");
    return eb.or([
      eb("n.last_at", "<", time),
      eb.and([eb("n.last_at", "=", time), eb("n.topic", ">", topic)]),
    ]);
  });
});

export type NotificationRow = Awaited<ReturnType<typeof notificationRows>>[number];
