import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { asBoolean } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { env } from "../../env";
import { isReasonGiven } from "./opening-reason";

/** Tables that a query with `mayReadTicket` must join. */
export type WithReaders = DB & {
  t: DB["ticket"];
  u: DB["user"];
  /** Left joined, as are the next two. */
  m: DB["membership"];
  f: DB["ticket_follow"];
  setting: DB["ticket_setting"];
};

/** True if person `u` may read ticket `t`. Used for recording, listing and sending alike. */
export function mayReadTicket() {
  const eb = expressionBuilder<WithReaders, "t" | "u">();
  // A notice quotes the ticket: it does not come without the reason that its page asks for.
  return isReader(isReasonGiven({ userId: eb.ref("u.id") }));
}

/** Like `mayReadTicket`, and for staff whose reason for opening the ticket has ended. */
export const mayMuteTicket = () => isReader(expressionBuilder().lit(true));

function isReader(mayStaffOpen: Expression<SqlBool>) {
  const eb = expressionBuilder<WithReaders, "t" | "u" | "m" | "f" | "setting">();
  const mayOpen = eb.and([eb("u.role", "in", ["staff", "admin"]), mayStaffOpen]);
  const isInside = eb.or([eb("m.user_id", "is not", null), mayOpen]);
  return asBoolean(
    eb.and([isInside, isOpenTo(eb.ref("u.id")), hasFactorFor(eb.ref("t.organization_id"))]),
  );
}

/** True if person `u` reads ticket `t`, and its internal notes, under /staff. */
export function mayReviewTicket() {
  const eb = expressionBuilder<WithReaders, "t" | "u">();
  return asBoolean(
    eb.and([
      eb("u.role", "in", ["staff", "admin"]),
      eb("t.id", "is not", null),
      hasFactorFor(eb.ref("t.organization_id")),
    ]),
  );
}

/** Like `mayReadTicket`, for the ticket of a `NoticeTopic`. */
export function mayReadTopic(topic: Expression<string>) {
  const eb = expressionBuilder<WithReaders, "t" | "u" | "m" | "f" | "setting">();
  const isOfNotes = isNotesTopic(topic);
  return asBoolean(
    eb.or([eb.and([isOfNotes, mayReviewTicket()]), eb.and([eb.not(isOfNotes), mayReadTicket()])]),
  );
}

export function isNotesTopic(topic: Expression<string>) {
  return expressionBuilder()(topic, "like", "notes:%");
}

/** Tickets joined with the tables of `mayReadTicket`. No rows for a deleted person. */
export function ticketsAsReadBy(client: Db, userId: string) {
  return client
    .selectFrom("ticket as t")
    .innerJoin("user as u", (join) => join.on("u.id", "=", userId))
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").onRef("m.organization_id", "=", "t.organization_id"),
    )
    .leftJoin("ticket_follow as f", (join) =>
      join.onRef("f.ticket_id", "=", "t.id").onRef("f.user_id", "=", "u.id"),
    )
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "t.id");
}

/**
 * True unless a ticket is private and the person neither owns it nor is one of its people. Following
 * or muting a ticket makes a person one of its people.
 */
export function isOpenTo(userId: Expression<string>) {
  const eb = expressionBuilder<WithReaders, "f" | "setting">();
  const isOpen = eb.or([
    eb("setting.is_private", "is not distinct from", null),
    eb("setting.is_private", "=", false),
    eb("setting.owner_id", "=", userId),
    eb("f.level", "is not", null),
  ]);
  return eb.fn.coalesce(isOpen, eb.lit(false));
}

/**
 * False if the organization requires a second factor that person `u` lacks, which locks it in all
 * their sessions. Staff always need one.
 */
export function hasFactorFor(organizationId: Expression<string>) {
  const eb = expressionBuilder<DB & { u: DB["user"] }, "u">();
  if (env().SECOND_FACTOR === "waived") return asBoolean(eb.lit(true));
  const apps = eb
    .selectFrom("authenticator as app")
    .whereRef("app.user_id", "=", "u.id")
    .where("app.confirmed_at", "is not", null)
    .select(eb.lit(1).as("one"));
  const passkeys = eb
    .selectFrom("passkey")
    .whereRef("passkey.user_id", "=", "u.id")
    .select(eb.lit(1).as("one"));
  const requiring = eb
    .selectFrom("organization")
    .where("organization.id", "=", organizationId)
    .where("organization.requires_second_factor", "=", true)
    .select(eb.lit(1).as("one"));
  return asBoolean(
    eb.or([
      eb.exists(apps),
      eb.exists(passkeys),
      eb.and([eb("u.role", "=", "customer"), eb.not(eb.exists(requiring))]),
    ]),
  );
}
