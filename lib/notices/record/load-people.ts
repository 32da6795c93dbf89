import { expressionBuilder, sql } from "kysely";

import { asBoolean, isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { kindRule } from "../kinds";
import type { PersonFacts } from "../rules/recipients";
import type { NewNotice } from "../types";
import { isLivePush } from "./live-pushes";
import { hasFactorFor, mayReadTicket, mayReviewTicket } from "./readable";

interface People {
  of(notice: NewNotice): PersonFacts[];
}

const OUTSIDE = {
  hasFiled: false,
  hasReplied: false,
  follow: null,
  level: "mine",
  mayReview: false,
  seenAt: null,
} as const satisfies Partial<PersonFacts>;

const unique = (texts: ReadonlyArray<string | null>): string[] => [
  ...new Set(texts.filter((one) => one !== null)),
];

/** Loads all people that the notices may concern, with at most two statements. */
export async function loadPeople(client: Db, notices: readonly NewNotice[]): Promise<People> {
  const about = notices.filter(
    ({ kind, ticketId }) => ticketId !== null && kindRule(kind).audience !== "managers",
  );
  const ticketIds = unique(about.map(({ ticketId }) => ticketId));
  const others = notices.filter((notice) => !about.includes(notice));
  const [ofTickets, ofOrganizations] = [
    ticketIds.length === 0
      ? []
      : await ticketPeople(client, ticketIds, {
          addresses: unique(about.flatMap((one) => one.addresses)),
          userIds: unique(about.map((one) => one.recipientId)),
        }),
    others.length === 0 ? [] : await organizationPeople(client, others),
  ];
  return {
    of: (notice) =>
      about.includes(notice)
        ? ofTickets.filter(({ ticketId }) => ticketId === notice.ticketId)
        : ofOrganizations.filter(({ organizationId }) => organizationId === notice.organizationId),
  };
}

/** Loads people involved in the tickets, and people named by their notices. */
function ticketPeople(
  client: Db,
  ticketIds: readonly string[],
  { addresses, userIds }: { addresses: readonly string[]; userIds: readonly string[] },
) {
  const filed = client
    .selectFrom("submission as s")
    .where((eb) => isAnyOf(eb.ref("s.ticket_id"), ticketIds))
    .where("s.kind", "in", ["create", "reply"])
    .where("s.state", "not in", ["rejected", "abandoned"])
    .groupBy(["s.ticket_id", "s.user_id"])
    .select((eb) => [
      eb.ref("s.ticket_id").$notNull().as("ticketId"),
      "s.user_id as userId",
      eb.fn<boolean>("bool_or", [eb("s.kind", "=", "create")]).as("hasFiled"),
      eb.fn<boolean>("bool_or", [eb("s.kind", "=", "reply")]).as("hasReplied"),
    ]);
  const candidates = client
    .selectFrom(filed.as("filed"))
    .select(["filed.ticketId", "filed.userId"])
    .union(
      client
        .selectFrom("ticket_follow as tf")
        .where((eb) => isAnyOf(eb.ref("tf.ticket_id"), ticketIds))
        .select(["tf.ticket_id as ticketId", "tf.user_id as userId"]),
    )
    .union(
      client
        .selectFrom("ticket as tt")
        .innerJoin("organization_follow as of", "of.organization_id", "tt.organization_id")
        .where((eb) => isAnyOf(eb.ref("tt.id"), ticketIds))
        .where("of.level", "=", "all")
        .select(["tt.id as ticketId", "of.user_id as userId"]),
    )
    .union(
      client
        .selectFrom("ticket as tn")
        .innerJoin("membership as mn", "mn.organization_id", "tn.organization_id")
        .innerJoin("user as un", "un.id", "mn.user_id")
        .where((eb) => isAnyOf(eb.ref("tn.id"), ticketIds))
        .where((eb) =>
          eb.or([isAnyOf(eb.ref("un.email"), addresses), isAnyOf(eb.ref("un.id"), userIds)]),
        )
        .select(["tn.id as ticketId", "un.id as userId"]),
    )
    .union(
      client
        .selectFrom("ticket as ts")
        .innerJoin("user as us", (join) => join.on("us.role", "in", ["staff", "admin"]))
        .where((eb) => isAnyOf(eb.ref("ts.id"), ticketIds))
        .where((eb) => isAnyOf(eb.ref("us.id"), userIds))
        .select(["ts.id as ticketId", "us.id as userId"]),
    );
  return client
    .selectFrom(candidates.as("c"))
    .innerJoin("ticket as t", "t.id", "c.ticketId")
    .innerJoin("user as u", "u.id", "c.userId")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").onRef("m.organization_id", "=", "t.organization_id"),
    )
    .leftJoin("ticket_follow as f", (join) =>
      join.onRef("f.ticket_id", "=", "t.id").onRef("f.user_id", "=", "u.id"),
    )
    .leftJoin("organization_follow as o", (join) =>
      join.onRef("o.user_id", "=", "u.id").onRef("o.organization_id", "=", "t.organization_id"),
    )
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "t.id")
    .leftJoin("ticket_seen as seen", (join) =>
      join.onRef("seen.ticket_id", "=", "t.id").onRef("seen.user_id", "=", "u.id"),
    )
    .leftJoin("notification_setting as n", "n.user_id", "u.id")
    .leftJoin(filed.as("done"), (join) =>
      join.onRef("done.ticketId", "=", "t.id").onRef("done.userId", "=", "u.id"),
    )
    .where("u.disabled_at", "is", null)
    .select((eb) => [
      "t.id as ticketId",
      "t.organization_id as organizationId",
      "u.id as userId",
      "u.email",
      mayReadTicket().as("mayRead"),
      mayReviewTicket().as("mayReview"),
      asBoolean(eb.and([eb("m.role", "is not", null), eb("m.role", "=", "manager")])).as(
        "isManager",
      ),
      eb.fn.coalesce("done.hasFiled", eb.lit(false)).as("hasFiled"),
      eb.fn.coalesce("done.hasReplied", eb.lit(false)).as("hasReplied"),
      "f.level as follow",
      eb.fn
        .coalesce("o.level", eb.cast<"mine">(eb.val("mine"), sql`"OrganizationLevel"`))
        .as("level"),
      "seen.seen_at as seenAt",
      "n.choices",
      hasPush().as("hasPush"),
    ])
    .execute();
}

/** Loads managers, and people named by id. */
function organizationPeople(client: Db, notices: readonly NewNotice[]) {
  const organizationIds = unique(notices.map((notice) => notice.organizationId));
  const userIds = unique(notices.map((notice) => notice.recipientId));
  return client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .leftJoin("notification_setting as n", "n.user_id", "u.id")
    .where((eb) => isAnyOf(eb.ref("m.organization_id"), organizationIds))
    .where((eb) => eb.or([eb("m.role", "=", "manager"), isAnyOf(eb.ref("u.id"), userIds)]))
    .where("u.disabled_at", "is", null)
    .select((eb) => [
      "m.organization_id as organizationId",
      "u.id as userId",
      "u.email",
      hasFactorFor(eb.ref("m.organization_id")).as("mayRead"),
      asBoolean(eb("m.role", "=", "manager")).as("isManager"),
      "n.choices",
      hasPush().as("hasPush"),
    ])
    .execute()
    .then((rows) => rows.map((row) => ({ ...OUTSIDE, ...row })));
}

/** True if person `u` has subscribed a browser. */
function hasPush() {
  const eb = expressionBuilder<DB & { u: DB["user"] }, "u">();
  return asBoolean(
    eb.exists(
      eb
        .selectFrom("push_subscription as p")
        .whereRef("p.user_id", "=", "u.id")
        .where(isLivePush())
        .select(eb.lit(1).as("one")),
    ),
  );
}
