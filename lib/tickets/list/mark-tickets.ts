import { type Expression, expressionBuilder, sql } from "kysely";

import { isTicketInScope, ownScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { isAnyOf, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import type { MarkTicketsInput } from "../schemas";

/**
 * Marks tickets as read for the viewer, as far as their list showed them, with their notifications.
 * Throws `not_found`, and marks none, if one is not the viewer's.
 */
export async function markTicketsRead(viewer: Viewer, input: MarkTicketsInput): Promise<void> {
  await transaction((client) => markRead(client, viewer, input));
}

/**
 * Archives tickets for the viewer, or moves them back. Nobody else notices. Something new brings an
 * archived ticket back by itself. Throws like `markTicketsRead`.
 */
export async function archiveTickets(
  viewer: Viewer,
  { isArchived, ...input }: MarkTicketsInput & { isArchived: boolean },
): Promise<void> {
  const { ticketIds } = input;
  await transaction(async (client) => {
    await assertOwn(client, viewer, ticketIds);
    if (isArchived) return archive(client, viewer, input);
    await client
      .updateTable("ticket_seen as s")
      .set({ archived_event_id: null })
      .where("s.user_id", "=", viewer.userId)
      .where((eb) => isAnyOf(eb.ref("s.ticket_id"), ticketIds))
      .execute();
  });
}

/** Keeps what was seen before, so that a ticket that is moved back is as unread as it was. */
async function archive(client: Db, viewer: Viewer, input: MarkTicketsInput): Promise<void> {
  const newest = newestShown(input.newestEventId);
  await putMarks(client, viewer, input.ticketIds, { seen: sql.lit("0"), archived: newest })
    .onConflict((conflict) =>
      conflict.columns(["ticket_id", "user_id"]).doUpdateSet({
        archived_event_id: (eb) => {
          const ids = ["ticket_seen.event_id", "excluded.archived_event_id"] as const;
          return eb.fn<string>("greatest", [...ids]);
        },
      }),
    )
    .execute();
  await markNotificationsRead(client, viewer, input);
}

async function markRead(client: Db, viewer: Viewer, input: MarkTicketsInput): Promise<void> {
  await assertOwn(client, viewer, input.ticketIds);
  const newest = newestShown(input.newestEventId);
  await putMarks(client, viewer, input.ticketIds, { seen: newest, archived: sql.lit(null) })
    .onConflict((conflict) =>
      conflict.columns(["ticket_id", "user_id"]).doUpdateSet({
        seen_at: (eb) => eb.ref("excluded.seen_at"),
        event_id: (eb) => {
          const ids = ["ticket_seen.event_id", "excluded.event_id"] as const;
          return eb.fn<string>("greatest", [...ids]);
        },
      }),
    )
    .execute();
  await markNotificationsRead(client, viewer, input);
}

interface Marks {
  seen: Expression<string>;
  archived: Expression<string | null>;
}

/** Inserts the marks of tickets that have none; the caller says what becomes of the others'. */
function putMarks(client: Db, viewer: Viewer, ticketIds: readonly string[], marks: Marks) {
  return client
    .insertInto("ticket_seen")
    .columns(["ticket_id", "user_id", "seen_at", "event_id", "archived_event_id"])
    .expression((eb) =>
      eb
        .selectFrom("ticket as t")
        .select((of) => [
          "t.id as ticket_id",
          of.val(viewer.userId).as("user_id"),
          now().as("seen_at"),
          of.cast<string>(marks.seen, "bigint").as("event_id"),
          of.cast<string | null>(marks.archived, "bigint").as("archived_event_id"),
        ])
        .where((of) => isAnyOf(of.ref("t.id"), ticketIds))
        .orderBy("t.id"),
    );
}

async function markNotificationsRead(
  client: Db,
  viewer: Viewer,
  { ticketIds, newestEventId }: MarkTicketsInput,
): Promise<void> {
  const topics = ticketIds.map((id) => `ticket:${id}`).toSorted();
  await client
    .updateTable("notification")
    .set({ unread_since: null })
    .where("user_id", "=", viewer.userId)
    .where("unread_since", "is not", null)
    .where("topic", "in", (eb) =>
      eb
        .selectFrom("notification as n")
        .select("n.topic")
        .where("n.user_id", "=", viewer.userId)
        .where((of) => isAnyOf(of.ref("n.topic"), topics))
        .where((of) => of.not(of.exists(newerEvents(of.ref("n.ticket_id"), newestEventId))))
        .orderBy("n.topic")
        .forUpdate(),
    )
    .execute();
}

/** The newest event of ticket `t` that the list showed; 0 if none. */
function newestShown(newestEventId: string) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return eb.fn.coalesce(
    eb
      .selectFrom("event as e")
      .select(({ fn }) => fn.max("e.id").as("id"))
      .whereRef("e.ticket_id", "=", "t.id")
      .where("e.id", "<=", newestEventId),
    eb.cast<string>(eb.lit(0), "bigint"),
  );
}

function newerEvents(ticketId: Expression<string | null>, newestEventId: string) {
  return db()
    .selectFrom("event as e")
    .select("e.id")
    .where("e.ticket_id", "=", ticketId)
    .where("e.id", ">", newestEventId);
}

async function assertOwn(client: Db, viewer: Viewer, ticketIds: string[]): Promise<void> {
  const own = await client
    .selectFrom("ticket as t")
    .select("t.id")
    .where((eb) => isAnyOf(eb.ref("t.id"), ticketIds))
    .where(isTicketInScope(ownScope(viewer)))
    .execute();
  if (own.length < new Set(ticketIds).size) throw new AppError("not_found");
}
