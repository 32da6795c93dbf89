import { type Expression, expressionBuilder } from "kysely";
import { jsonBuildObject, jsonObjectFrom } from "kysely/helpers/postgres";

import { type Scope, scopeValues } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { asBoolean } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { Translate } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { visibleName } from "../../i18n/visible-name";
import {
  inWords,
  type LabelledValue,
  priorityLabel,
  providerName,
  statusLabel,
} from "../../providers/labels";
import { messageWriter } from "../../submissions/authors/message-writers";
import { visibleOr } from "../../text/blank";
import { shorten } from "../../text/shorten";
import type { TicketFilters } from "../schemas";
import { type NamedService, shownServiceName } from "../service-name";
import { turnBegan } from "../turn-began";
import { readCursor, writeCursor } from "./cursor";
import { filterValues } from "./filter-condition";
import { isArchived, isUnread } from "./marks";
import { soughtSubject } from "./search-condition";
import { readSearch } from "./search-filters";
import { hitSources, searchHit } from "./search-hits";
import { sortValues } from "./sort-order";
import { type PageValues, sortedPage } from "./sorted-page";
import type { TicketListItem, TicketPageView } from "./types";

const TICKETS_PER_PAGE = 25;
/** Characters; rows show no more. */
export const MAX_SUBJECT = 300;

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

/** One page, and the cursors of those around it; null where there is none. */
export type ListPage = Pick<TicketPageView, "items" | "nextCursor" | "previousCursor" | "asText">;

/** The language, scope and time zone of a list. */
export interface ListReader {
  t: Translate;
  scope: Scope;
  /** IANA zone of the filters' days. */
  timeZone: string;
}

export const listReader = (viewer: Viewer, scope: Scope): ListReader => ({
  t: textsOf(viewer.language),
  scope,
  timeZone: viewer.timeZone,
});

/**
 * Returns one page by keyset: after or before a row. Before one of the first rows is the first page,
 * which is full.
 */
export async function listPage(
  reader: ListReader,
  filters: TicketFilters,
  size = TICKETS_PER_PAGE,
): Promise<ListPage> {
  const { t, scope, timeZone } = reader;
  const search = await readSearch(t, scope, filters);
  const subject = filters.sort === "activity" ? soughtSubject(search.filters.q) : undefined;
  const cursorIn = (text?: string) => readCursor(text, filters.sort, subject !== undefined);
  const after = cursorIn(filters.after);
  const before = after ? undefined : cursorIn(filters.before);
  const cursor = after ?? before;
  const rows = await listRows({
    ...(await filterValues(search, timeZone)),
    ...sortValues(filters.sort, cursor, before !== undefined, subject),
    ...scopeValues(scope),
    limit: size + 1,
  });
  const hasMore = rows.length > size;
  if (before && !hasMore) return listPage(reader, { ...filters, before: undefined }, size);
  const page = before ? rows.slice(0, size).toReversed() : rows.slice(0, size);
  const { q } = search.filters;
  const cursorOf = (row = page[0]) =>
    row ? writeCursor(row.sortRank, row.sortTime, row.id) : null;
  return {
    items: page.map((row) => {
      const whole = listItem(t, row, scope.kind === "all");
      const item = { ...whole, subject: shorten(whole.subject, MAX_SUBJECT) };
      return q ? { ...item, hit: searchHit(item, row.sources ?? null, q) } : item;
    }),
    nextCursor: before || hasMore ? cursorOf(page.at(-1)) : null,
    previousCursor: cursor ? cursorOf() : null,
    asText: search.asText,
  };
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
const LIST_PLANS = {
  inText: ["limit" as const],
  keepsPlan: (names: readonly string[]) =>
    names.every((name) => VALUES_OF_ONE_PLAN.has(name)) &&
    (names.includes("organizationId") ||
      !VALUES_IN_ORGANIZATION.some((name) => names.includes(name))),
};

/** The inner query cuts the page before the joins. */
const listRows = compileOnce((values: Placeholders<PageValues>) => {
  const direction = values.ascending ? "asc" : "desc";
  const { viewerId, pattern } = values;
  return db()
    .selectFrom(sortedPage(values).as("t"))
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(LIST_COLUMNS)
    .select((eb) => [
      "t.sort_rank as sortRank",
      "t.sort_time as sortTime",
      readAt(),
      eb
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
        .as("services"),
      turnSince(),
      lastMessage(),
      isPrivate(),
      asBoolean(viewerId ? isUnread(viewerId) : eb.lit(false)).as("isUnread"),
      asBoolean(viewerId ? isArchived(viewerId) : eb.lit(false)).as("isArchived"),
    ])
    .$if(pattern !== undefined && !values.all, (rows) =>
      rows.select(hitSources(pattern as Expression<string>)),
    )
    .orderBy("t.is_first", "desc")
    .orderBy("t.sort_rank", direction)
    .orderBy("t.sort_time", direction)
    .orderBy("t.id", direction);
}, LIST_PLANS);

/** The name of service `v` in the inventory; null if it is not listed. */
export function listedName() {
  const eb = expressionBuilder<{ v: DB["service"] }, "v">();
  return eb.case().when("v.listed_at", "is not", null).then(eb.ref("v.name")).end();
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

/** Columns that the ticket page does not load. */
type Listed = Pick<
  Awaited<ReturnType<typeof listRows>>[number],
  "turnSince" | "lastMessage" | "isPrivate" | "isUnread" | "isArchived" | "sortRank" | "sortTime"
>;

type ListRow = Omit<Awaited<ReturnType<typeof listRows>>[number], keyof Listed> & Partial<Listed>;

export function listItem(t: Translate, row: ListRow, withOrganization: boolean): TicketListItem {
  // Staff see the provider's own word.
  const shown = (value: LabelledValue) => (withOrganization ? value : inWords(value));
  const priority = priorityLabel(t, row.provider, row.priority);
  return {
    id: row.id,
    number: row.number,
    subject: visibleOr(row.subject, t("tickets.noSubject")),
    provider: { id: row.provider, name: providerName(row.provider) },
    connectionId: row.connectionId,
    connectionLabel: row.connectionLabel,
    organizationName: withOrganization ? row.organizationName : null,
    status: shown(statusLabel(t, row.provider, row.status)),
    turn: row.turn,
    priority: priority && shown(priority),
    services: (row.services ?? []).map((one) => shownServiceName(t, row.provider, one)),
    requesterName: visibleName(visibleOr(row.requesterName, "")) || null,
    messageCount: row.messageCount,
    turnSince: row.turnSince ?? null,
    isUnread: Boolean(row.isUnread),
    isArchived: Boolean(row.isArchived),
    isPrivate: Boolean(row.isPrivate),
    lastAuthor: lastAuthor(row),
    activityAt: row.activityAt,
    readAt: row.readAt,
    goneAt: row.goneAt,
  };
}

/** Times of a message and of its ticket may differ by some seconds. */
const SAME_ACTIVITY_MS = 60_000;

/** Null if something else happened after the newest message. */
function lastAuthor({ lastMessage, activityAt, provider, requesterName }: ListRow): string | null {
  if (!lastMessage || lastMessage.sentAt === null) return null;
  const { sender, senderName, sentAt } = lastMessage;
  if (activityAt.getTime() - Date.parse(sentAt) > SAME_ACTIVITY_MS) return null;
  const given = visibleOr(senderName, null) ?? (sender === "customer" ? requesterName : null);
  const name = visibleOr(given, null);
  if (name !== null) return visibleName(name);
  return sender === "customer" || sender === "unknown" ? null : providerName(provider);
}
