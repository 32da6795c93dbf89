import { inScope, isTicketInScope, ownScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { fromNow, now } from "../db/expressions";
import { type ColumnChanges, db } from "../db/kysely";
import type { NoticeTopic } from "../notices/types";
import { VISIT_MS } from "../notices/visit";
import { followScope } from "./scope";

/** Marks one topic as read, unless it has newer notices than the viewer saw. */
export async function markRead(
  viewer: Viewer,
  { topic, noticeId }: { topic: NoticeTopic; noticeId: string },
): Promise<void> {
  await ownUnread(viewer)
    .where("topic", "=", topic)
    .where("last_notice_id", "<=", noticeId)
    .execute();
}

/** Marks all topics as read that have no newer notices than the viewer's list showed. */
export async function markAllRead(
  viewer: Viewer,
  { noticeId }: { noticeId: string },
): Promise<void> {
  // Locked in the writer's order to avoid deadlocks.
  const rows = db()
    .selectFrom("notification as n")
    .select("n.topic")
    .where("n.user_id", "=", viewer.userId)
    .where("n.unread_since", "is not", null)
    .where("n.in_app", "=", true)
    .where("n.last_notice_id", "<=", noticeId)
    .where((eb) => inScope(followScope(viewer), eb.ref("n.organization_id")))
    .orderBy("n.topic")
    .forUpdate();
  await ownUnread(viewer).where("topic", "in", rows).execute();
}

function ownUnread({ userId }: Viewer) {
  return db()
    .updateTable("notification")
    .set({ unread_since: null })
    .where("user_id", "=", userId)
    .where("unread_since", "is not", null);
}

/** State of a ticket page when it was rendered. */
export interface SeenTicket {
  ticketId: string;
  /** Newest event shown; "0" if none. */
  eventId: string;
  /** Newest notice of the ticket for the viewer; "0" if none. */
  noticeId: string;
}

/** Records that the viewer has opened a ticket, and marks its notices as read. */
export async function markSeen(
  viewer: Viewer,
  { ticketId, eventId, noticeId }: SeenTicket,
): Promise<void> {
  await db()
    .with("read", () =>
      ownUnread(viewer)
        .where("topic", "=", `ticket:${ticketId}`)
        .where("last_notice_id", "<=", noticeId)
        .returning("topic"),
    )
    .insertInto("ticket_seen")
    .columns(["ticket_id", "user_id", "seen_at", "event_id"])
    .expression((eb) =>
      eb
        .selectFrom("ticket as t")
        .select([
          "t.id as ticket_id",
          eb.val(viewer.userId).as("user_id"),
          now().as("seen_at"),
          eb.cast<string>(eb.val(eventId), "bigint").as("event_id"),
        ])
        .where("t.id", "=", ticketId)
        .where(isTicketInScope(ownScope(viewer))),
    )
    .onConflict((conflict) =>
      conflict.columns(["ticket_id", "user_id"]).doUpdateSet((eb) => {
        const ids = ["ticket_seen.event_id", "excluded.event_id"] as const;
        const visitBegins = eb("ticket_seen.seen_at", "<", fromNow(-VISIT_MS));
        return {
          seen_at: eb.ref("excluded.seen_at"),
          event_id: eb.fn<string>("greatest", [...ids]),
          visit_event_id: eb
            .case()
            .when(visitBegins)
            .then(eb.fn<string | null>("nullif", ["ticket_seen.event_id", eb.lit(0)]))
            .else(eb.ref("ticket_seen.visit_event_id"))
            .end(),
        } satisfies ColumnChanges<"ticket_seen">;
      }),
    )
    .execute();
}
