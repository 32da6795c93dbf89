import { sql } from "kysely";

import { isAnyOf } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import { isStorable } from "../../../text/storable";
import { isShownAsMessage } from "./sent-by";

export type EntryKind = "opening" | "message" | "event" | "submission";

/** An entry's place in the timeline. `key`: a message's external id, or the id of a row. */
export interface EntryKey {
  at: Date;
  kind: EntryKind;
  ticketId: string;
  key: string;
}

/** The order of entries that have the same time. */
const KINDS = ["opening", "message", "event", "submission"] as const;

const rankOf = (kind: EntryKind) => sql<number>`${KINDS.indexOf(kind)}::int`;
/** Times can be before 1970, and external ids as long as an index holds them. */
const CURSOR = /^(-?\d{1,14})\.(\d)\.([\w-]{1,64})\.(.{0,2800})$/su;

export const writeTimelineCursor = ({ at, kind, ticketId, key }: EntryKey): string =>
  `${at.getTime()}.${KINDS.indexOf(kind)}.${ticketId}.${key}`;

/** Anything but a cursor shows the newest page. */
export function isTimelineCursor(text: string | undefined): text is string {
  return text !== undefined && CURSOR.test(text) && isStorable(text);
}

function placeOf(cursor: string) {
  const [, time = "0", rank = "0", ticketId = "", key = ""] = CURSOR.exec(cursor) ?? [];
  return { at: new Date(Number(time)), rank: Number(rank), ticketId, key };
}

/** The newest entries before a cursor, the newest first. */
export async function timelineKeys(
  ticketIds: readonly string[],
  { before, limit }: { before?: string; limit: number },
): Promise<EntryKey[]> {
  let query = db()
    .selectFrom(entriesOf(ticketIds).as("e"))
    .select(["e.at", "e.rank", "e.ticketId", "e.key"])
    .orderBy("e.at", "desc")
    .orderBy("e.rank", "desc")
    .orderBy("e.ticketId", "desc")
    .orderBy("e.key", "desc")
    .limit(limit);
  if (before !== undefined) {
    const { at, rank, ticketId, key } = placeOf(before);
    query = query.where((eb) =>
      eb(
        eb.refTuple("e.at", "e.rank", "e.ticketId", "e.key"),
        "<",
        eb.tuple(at, rank, ticketId, key),
      ),
    );
  }
  const rows = await query.execute();
  return rows.map(({ rank, ...row }) => ({ ...row, kind: KINDS[rank] ?? "event" }));
}

/** Leaves out events and submissions that the timeline has as messages. */
function entriesOf(ticketIds: readonly string[]) {
  const openings = db()
    .selectFrom("ticket as t")
    .where((eb) => isAnyOf(eb.ref("t.id"), ticketIds))
    .where("t.body", "is not", null)
    .select((eb) => [
      eb.fn.coalesce("t.opened_at", "t.first_seen_at").as("at"),
      rankOf("opening").as("rank"),
      "t.id as ticketId",
      sql<string>`''`.as("key"),
    ]);
  const messages = db()
    .selectFrom("message as m")
    .innerJoin("ticket as t", "t.id", "m.ticket_id")
    .leftJoin(additions(ticketIds).as("a"), (join) =>
      join.onRef("a.ticket_id", "=", "m.ticket_id").onRef("a.field", "=", "m.external_id"),
    )
    .where((eb) => isAnyOf(eb.ref("m.ticket_id"), ticketIds))
    .select((eb) => [
      eb.fn.coalesce("m.sent_at", "a.seen_at", "t.first_seen_at").as("at"),
      rankOf("message").as("rank"),
      "m.ticket_id as ticketId",
      "m.external_id as key",
    ]);
  const events = db()
    .selectFrom("event as v")
    .where((eb) => isAnyOf(eb.ref("v.ticket_id"), ticketIds))
    .where("v.kind", "<>", "message_added")
    .select((eb) => [
      eb.fn.coalesce("v.happened_at", "v.seen_at").as("at"),
      rankOf("event").as("rank"),
      "v.ticket_id as ticketId",
      sql<string>`${eb.ref("v.id")}::text`.as("key"),
    ]);
  const submissions = db()
    .selectFrom("submission as s")
    .where((eb) => isAnyOf(eb.ref("s.ticket_id"), ticketIds))
    .where((eb) => eb.not(isShownAsMessage()))
    .select((eb) => [
      "s.created_at as at",
      rankOf("submission").as("rank"),
      eb.ref("s.ticket_id").$notNull().as("ticketId"),
      "s.id as key",
    ]);
  return openings.unionAll(messages).unionAll(events).unionAll(submissions);
}

/** Selects when each message was first seen. */
export function additions(ticketIds: readonly string[]) {
  return db()
    .selectFrom("event")
    .distinctOn(["ticket_id", "field"])
    .where((eb) => isAnyOf(eb.ref("ticket_id"), ticketIds))
    .where("kind", "=", "message_added")
    .select(["ticket_id", "field", "seen_at", "not_before", "recorded_at"])
    .orderBy("ticket_id")
    .orderBy("field")
    .orderBy("id");
}
