import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { daysAgo, plus } from "../../db/expressions";
import type { DB } from "../../db/table-types";

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

/** Older activity is not marked as unread. */
const UNREAD_DAYS = 30;

/** A change of status so long after an own action settled still counts as its effect. */
const ECHO_MS = 120_000;

/** Changes within this time are attributed to an action without a known result. */
const UNSETTLED_MS = 15 * 60_000;

/**
 * True if ticket `t` has something new for a person: a message, a status that is no longer the
 * provider's turn, or that it was filed outside the portal. What they caused does not count, nor
 * what is older than their membership or the connection.
 */
export function isUnread(viewerId: Expression<string>): Expression<SqlBool> {
  return ticket.and([
    ticket("t.activity_at", ">", daysAgo(UNREAD_DAYS)),
    ticket.exists(
      foreignEvents(viewerId).where((of) =>
        of("e.id", ">", of.fn.coalesce(seenEventId(viewerId), of.lit(0).$castTo<string>())),
      ),
    ),
  ]);
}

/** True if the person archived ticket `t` and has seen all of it since, or muted it. */
export function isArchived(viewerId: Expression<string>): Expression<SqlBool> {
  return ticket.exists(
    ticket
      .selectFrom("ticket_seen as a")
      .select("a.ticket_id")
      .whereRef("a.ticket_id", "=", "t.id")
      .where("a.user_id", "=", viewerId)
      .where("a.archived_event_id", "is not", null)
      .where((of) =>
        of.or([
          of.exists(
            of
              .selectFrom("ticket_follow as f")
              .select("f.ticket_id")
              .whereRef("f.ticket_id", "=", "t.id")
              .where("f.user_id", "=", viewerId)
              .where("f.level", "=", "mute"),
          ),
          of.not(
            of.exists(
              foreignEvents(viewerId).where((on) => on("e.id", ">", of.ref("a.archived_event_id"))),
            ),
          ),
        ]),
      ),
  );
}

/** Up to where a person opened ticket `t`, marked it as read, or archived it. */
function seenEventId(viewerId: Expression<string>) {
  return ticket
    .selectFrom("ticket_seen as seen")
    .select(({ fn }) =>
      fn<string>("greatest", ["seen.event_id", "seen.archived_event_id"]).as("id"),
    )
    .whereRef("seen.ticket_id", "=", "t.id")
    .where("seen.user_id", "=", viewerId);
}

/** Events `e` of ticket `t` that a person wants to know of and did not cause. */
function foreignEvents(viewerId: Expression<string>) {
  return ticket
    .selectFrom("event as e")
    .select("e.id")
    .whereRef("e.ticket_id", "=", "t.id")
    .where((of) =>
      of(
        "e.recorded_at",
        ">",
        of.fn<Date>("greatest", [daysAgo(UNREAD_DAYS), joinedAt(viewerId), connectedAt()]),
      ),
    )
    .where((of) =>
      of.or([
        of.and([of("e.kind", "=", "message_added"), of.not(isOwnMessage(viewerId))]),
        of.and([
          of("e.kind", "=", "changed"),
          of("e.field", "=", "status"),
          of("t.turn", "<>", "theirs"),
          of.not(hasJustActed(viewerId)),
        ]),
        of.and([
          of("e.kind", "=", "first_seen"),
          of("t.opened_at", ">", connectedAt()),
          of.not(hasJustActed(viewerId)),
        ]),
      ]),
    );
}

function joinedAt(viewerId: Expression<string>) {
  return ticket
    .selectFrom("membership as member")
    .select("member.created_at")
    .where("member.user_id", "=", viewerId)
    .whereRef("member.organization_id", "=", "t.organization_id");
}

function connectedAt() {
  return ticket
    .selectFrom("connection as connected")
    .select("connected.created_at")
    .whereRef("connected.id", "=", "t.connection_id");
}

const event = expressionBuilder<DB & { t: DB["ticket"]; e: DB["event"] }, "t" | "e">();

/** A person's own submissions to ticket `t`. */
function ownSubmissions(viewerId: Expression<string>) {
  return event
    .selectFrom("submission as own")
    .select("own.id")
    .whereRef("own.ticket_id", "=", "t.id")
    .where("own.user_id", "=", viewerId);
}

function isOwnMessage(viewerId: Expression<string>): Expression<SqlBool> {
  return event.exists(ownSubmissions(viewerId).whereRef("own.external_id", "=", "e.field"));
}

function hasJustActed(viewerId: Expression<string>): Expression<SqlBool> {
  return event.exists(
    ownSubmissions(viewerId)
      .whereRef("own.sending_at", "<", "e.recorded_at")
      .where((of) =>
        of(
          of.fn.coalesce(
            "own.settled_at",
            of.fn<Date>("least", [
              of.ref("e.recorded_at"),
              plus(of.ref("own.sending_at").$notNull(), UNSETTLED_MS),
            ]),
          ),
          ">",
          plus(of.ref("e.recorded_at"), -ECHO_MS),
        ),
      ),
  );
}
