import { type Expression, expressionBuilder, sql } from "kysely";
import { jsonBuildObject, jsonObjectFrom } from "kysely/helpers/postgres";

import { scopedTickets, type ScopeValues } from "../../auth/scope";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { asBoolean, isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { messageWriter } from "../../submissions/authors/message-writers";
import { listedName } from "../listed-name";
import type { NamedService } from "../service-name";
import { turnBegan } from "../waits/turn-began";
import { isArchived, isUnread } from "./marks";
import {
  type MomentValues,
  pastTicket,
  servicesThen,
  serviceText,
  ticketsAt,
} from "./past/past-tickets";
import { hitSources } from "./search-hits";
import { type PageValues, sortedPage } from "./sorted-page";

/** Of a ticket `t`, its connection `c` and organization `o`. */
export const LIST_COLUMNS = [
  "t.id",
  "t.number",
  "t.subject",
  "t.provider",
  "t.connection_id as connectionId",
  "c.label as connectionLabel",
  "o.name as organizationName",
  "t.status",
  "t.turn",
  "t.priority",
  "t.requester_name as requesterName",
  "t.message_count as messageCount",
  "t.activity_at as activityAt",
  "t.gone_at as goneAt",
] as const;

/** A complete sweep of connection `c` that found ticket `t` unchanged counts. */
export function readAt() {
  const eb = expressionBuilder<{ t: DB["ticket"]; c: DB["connection"] }, "t" | "c">();
  const newest = eb.fn<Date>("greatest", ["t.read_at", "c.last_read_at"]);
  return eb.fn.coalesce("t.gone_at", newest).as("readAt");
}

/** An index serves each of these filters, so that one plan fits rare and common values. */
const VALUES_OF_ONE_PLAN: ReadonlySet<string> = new Set([
  "all",
  "viewerId",
  "organizationId",
  "turn",
  "provider",
  "status",
  "priority",
  "withoutArchived",
  "byOpening",
  "severity",
  "ascending",
  "fromRank",
  "fromAt",
  "fromId",
  "limit",
]);
/** Their indexes begin with the organization. */
const VALUES_IN_ORGANIZATION = ["turn", "provider", "status", "priority"];

function keepsPlan(names: readonly string[]): boolean {
  return (
    names.every((name) => VALUES_OF_ONE_PLAN.has(name)) &&
    (names.includes("organizationId") ||
      !VALUES_IN_ORGANIZATION.some((name) => names.includes(name)))
  );
}

/** The tickets of a page in order, with their sort keys. */
const pageKeys = compileOnce(
  (values: Placeholders<PageValues>) => {
    const direction = values.ascending ? "asc" : "desc";
    return db()
      .selectFrom(sortedPage(values).as("t"))
      .select(["t.id", "t.sort_rank as sortRank", "t.sort_time as sortTime"])
      .orderBy("t.is_first", "desc")
      .orderBy("t.sort_rank", direction)
      .orderBy("t.sort_time", direction)
      .orderBy("t.id", direction);
  },
  { inText: ["limit"], keepsPlan },
);

interface ColumnsValues extends ScopeValues {
  ids: readonly string[];
  /** Of a search, see `SearchValues`. */
  pattern?: string;
}

/** Those of the tickets that the scope may see, in no order. */
const columnsOf = compileOnce((values: Placeholders<ColumnsValues>) => {
  const { ids, viewerId, pattern, all } = values;
  return scopedTickets(values)
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(LIST_COLUMNS)
    .select((eb) => [
      readAt(),
      servicesOf(),
      turnSince(),
      lastMessage(),
      isPrivate(),
      asBoolean(viewerId ? isUnread(viewerId) : eb.lit(false)).as("isUnread"),
      asBoolean(viewerId ? isArchived(viewerId) : eb.lit(false)).as("isArchived"),
    ])
    .$if(all !== undefined, (rows) => rows.select(firstReplyMs()))
    .$if(pattern !== undefined && !all, (rows) =>
      rows.select(hitSources(pattern as Expression<string>)),
    );
});

interface PastColumnsValues extends ScopeValues, Required<MomentValues> {
  ids: readonly string[];
}

/**
 * The same of a past moment, without a viewer's own marks, which are of now. Services without a name
 * of their own have today's.
 */
const pastColumnsOf = compileOnce((values: Placeholders<PastColumnsValues>) =>
  ticketsAt(values)
    .where((eb) => isAnyOf(eb.ref("t.id"), values.ids))
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(LIST_COLUMNS)
    .select((eb) => [
      pastTicket.ref("t.known_from").as("readAt"),
      pastTicket.ref("t.turn_since").as("turnSince"),
      servicesThenOf(),
      isPrivate(),
      asBoolean(eb.lit(false)).as("isUnread"),
      asBoolean(eb.lit(false)).as("isArchived"),
    ])
    .$if(values.all !== undefined, (rows) =>
      rows.select(
        millisecondsBetween(
          pastTicket.ref("t.first_asked_at"),
          pastTicket.ref("t.first_answer_at"),
        ).as("firstReplyMs"),
      ),
    ),
);

type PageKey = Awaited<ReturnType<typeof pageKeys>>[number];
type Columns = Awaited<ReturnType<typeof columnsOf>>[number];
export type ListRow = PageKey & Omit<Columns, "lastMessage"> & Partial<Columns>;

interface PageRows {
  /** Of every ticket of the page, in order. */
  keys: PageKey[];
  /** By id; without those that were hidden or erased after the choice of tickets. */
  rows: ReadonlyMap<string, ListRow>;
}

/**
 * Reads one page. Where the best plan depends on the values, only the choice of tickets is planned
 * each time: the columns, which take far longer to plan, keep theirs.
 */
export async function listRows(values: PageValues): Promise<PageRows> {
  const keys = await pageKeys(values);
  const { viewerId, all, organizationId, organizationIds, pattern, at } = values;
  const ids = keys.map(({ id }) => id);
  const scope = { viewerId, all, organizationId, organizationIds };
  const load = () =>
    at ? pastColumnsOf({ ids, at, ...scope }) : columnsOf({ ids, pattern, ...scope });
  const columns = ids.length > 0 ? await load() : [];
  const keyOf = new Map(keys.map((key) => [key.id, key]));
  const rows = columns.flatMap((row) => {
    const key = keyOf.get(row.id);
    return key ? [{ ...row, ...key }] : [];
  });
  return { keys, rows: new Map(rows.map((row) => [row.id, row])) };
}

function servicesOf() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return eb
    .selectFrom("ticket_service as ts")
    .leftJoin("service as v", "v.id", "ts.service_id")
    .select((of) =>
      of.fn
        .agg<NamedService[]>("json_agg", [
          jsonBuildObject({
            kind: of.ref("ts.kind"),
            externalId: of.ref("v.external_id"),
            name: of.fn.coalesce("ts.name", "v.name"),
            listedName: listedName(),
          }),
        ])
        .orderBy("ts.position")
        .as("named"),
    )
    .whereRef("ts.ticket_id", "=", "t.id")
    .as("services");
}

function servicesThenOf() {
  return db()
    .selectFrom(servicesThen())
    .leftJoin("service as v", (join) => join.on("v.id", "=", serviceText("id")))
    .select((of) =>
      of.fn
        .agg<NamedService[]>("json_agg", [
          jsonBuildObject({
            kind: serviceText("kind").$notNull(),
            externalId: of.ref("v.external_id"),
            name: of.fn.coalesce(serviceText("name"), "v.name"),
            listedName: listedName(),
          }),
        ])
        .orderBy("s.place")
        .as("named"),
    )
    .as("services");
}

/** Others in the organization do not see ticket `t`. */
export function isPrivate() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return asBoolean(
    eb.exists(
      eb
        .selectFrom("ticket_setting as ps")
        .select("ps.ticket_id")
        .whereRef("ps.ticket_id", "=", "t.id")
        .where("ps.is_private", "=", true),
    ),
  ).as("isPrivate");
}

/** Since when ticket `t` is this turn, if its timeline says so. */
function turnSince() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return eb
    .selectFrom("ticket_timeline as l")
    .select(turnBegan().as("began"))
    .whereRef("l.ticket_id", "=", "t.id")
    .where((on) =>
      on(on.cast<string>(on.ref("l.turn"), "text"), "=", on.cast<string>(on.ref("t.turn"), "text")),
    )
    .as("turnSince");
}

type Moment = Expression<Date | null>;

const millisecondsBetween = (from: Moment, to: Moment) =>
  sql<number | null>`round(extract(epoch FROM ${to} - ${from}) * 1000)::float8`;

/** Milliseconds until the first reply to ticket `t`. */
function firstReplyMs() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return eb
    .selectFrom("ticket_timeline as l")
    .select(({ ref }) =>
      millisecondsBetween(ref("l.first_asked_at"), ref("l.first_answer_at")).as("ms"),
    )
    .whereRef("l.ticket_id", "=", "t.id")
    .as("firstReplyMs");
}

function lastMessage() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return jsonObjectFrom(
    eb
      .selectFrom("message as m")
      .select(["m.sender", messageWriter().as("senderName"), "m.sent_at as sentAt"])
      .whereRef("m.ticket_id", "=", "t.id")
      .where("m.removed_at", "is", null)
      .orderBy("m.sent_at", (order) => order.desc().nullsLast())
      .orderBy("m.position", "desc")
      .limit(1),
  ).as("lastMessage");
}
