import { type Expression, expressionBuilder, sql } from "kysely";

import { fromNow } from "../../db/expressions";
import type { DB } from "../../db/table-types";
import type { FollowLevel } from "../../notices/types";
import { VISIT_MS } from "../../notices/visit";

/** A person follows or mutes a ticket, and has seen or read it up to these ids. */
export interface TicketStanding {
  follow: FollowLevel | null;
  /** Notified without following it, as the filer or by a reply. */
  involved: "filed" | "replied" | null;
  /** The newest event, "0" without any; and the newest when the person opened it last. */
  eventId: string;
  seenEventId: string | null;
  /** The newest event that they saw before this visit; null on the first. */
  visit: string | null;
  /** The newest notice that the person has not read. */
  unreadNoticeId: string | null;
  /** The bell counts it. */
  isCounted: boolean;
}

/** Null where the person chose to hear only of tickets that they follow. */
function involvementOf(viewerId: Expression<string>) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const hasLeft = eb.exists(
    eb
      .selectFrom("organization_follow as of")
      .select("of.user_id")
      .whereRef("of.organization_id", "=", "t.organization_id")
      .where("of.user_id", "=", viewerId)
      .where("of.level", "=", "none"),
  );
  return eb
    .selectFrom("submission as b")
    .select((on) =>
      on
        .case()
        .when(on.fn<boolean>("bool_or", [on("b.kind", "=", "create")]))
        .then(sql.lit("filed" as const))
        .when(on.fn<boolean>("bool_or", [on("b.kind", "=", "reply")]))
        .then(sql.lit("replied" as const))
        .end()
        .as("by"),
    )
    .whereRef("b.ticket_id", "=", "t.id")
    .where("b.user_id", "=", viewerId)
    .where("b.state", "not in", ["rejected", "abandoned"])
    .where(({ not }) => not(hasLeft))
    .as("involved");
}

/** Columns of a ticket `t`. */
export function standingOf(viewerId: Expression<string>) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const unread = eb
    .selectFrom("notification as n")
    .where("n.user_id", "=", viewerId)
    .where("n.topic", "=", eb(eb.cast<string>(eb.val("ticket:"), "text"), "||", eb.ref("t.id")))
    .where("n.unread_since", "is not", null);
  return [
    involvementOf(viewerId),
    eb
      .selectFrom("ticket_follow as tf")
      .select("tf.level")
      .whereRef("tf.ticket_id", "=", "t.id")
      .where("tf.user_id", "=", viewerId)
      .as("follow"),
    eb
      .selectFrom("event as newest")
      .select(({ fn }) => fn.max("newest.id").as("id"))
      .whereRef("newest.ticket_id", "=", "t.id")
      .as("newestEventId"),
    eb
      .selectFrom("ticket_seen as ts")
      .select("ts.event_id")
      .whereRef("ts.ticket_id", "=", "t.id")
      .where("ts.user_id", "=", viewerId)
      .as("seenEventId"),
    eb
      .selectFrom("ticket_seen as tv")
      .select((of) =>
        of
          .case()
          .when("tv.seen_at", "<", fromNow(-VISIT_MS))
          .then(of.fn<string | null>("nullif", ["tv.event_id", of.lit(0)]))
          .else(of.ref("tv.visit_event_id"))
          .end()
          .as("id"),
      )
      .whereRef("tv.ticket_id", "=", "t.id")
      .where("tv.user_id", "=", viewerId)
      .as("visitEventId"),
    unread.select("n.last_notice_id").as("unreadNoticeId"),
    unread.select("n.in_app").as("isCounted"),
  ];
}
