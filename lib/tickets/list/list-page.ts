import { type Scope, scopeValues } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
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
import { visibleOr } from "../../text/blank";
import { shorten } from "../../text/shorten";
import type { TicketFilters } from "../schemas";
import { shownServiceName } from "../service-name";
import { readCursor, writeCursor } from "./cursor";
import { filterValues } from "./filter-condition";
import { type ListRow, listRows } from "./list-rows";
import { areFarDown } from "./plans/far-down";
import { areDone, areImpossible, areRare, haveOwnTurns } from "./plans/rare-filters";
import { soughtSubject } from "./search-condition";
import { readSearch } from "./search-filters";
import { searchHit } from "./search-hits";
import { sortValues } from "./sort-order";
import type { NamedValues } from "./types";
import type { TicketListItem, TicketPageView } from "./types";

const TICKETS_PER_PAGE = 25;
/** Characters; rows show no more. */
export const MAX_SUBJECT = 300;

/** One page, and the cursors of those around it; null where there is none. */
export type ListPage = Pick<
  TicketPageView,
  "items" | "nextCursor" | "previousCursor" | "asText" | "searches"
> & {
  /** Of the filters that name something. */
  chosen: NamedValues["chosen"];
  /** Of the filters and the words of the search. */
  organizations: readonly string[];
  accounts: readonly string[];
};

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
  const search = await readSearch(t, scope, filters, timeZone);
  const subject = filters.sort === "activity" ? soughtSubject(search.filters.q) : undefined;
  const cursorIn = (text?: string) => readCursor(text, filters.sort, subject !== undefined);
  const after = cursorIn(filters.after);
  const before = after ? undefined : cursorIn(filters.before);
  const cursor = after ?? before;
  const values = await filterValues(search, timeZone);
  const isOfAll = scope.kind === "all" && search.filters.organization.length === 0;
  const isSortedLater =
    isOfAll &&
    !values.at &&
    (areFarDown(values, filters.sort) || (await areRare(values, filters.sort)));
  const [isNothing, onlyDone] = [areImpossible(values), areDone(values)];
  const isSure = !values.at && (isNothing || onlyDone) && (await haveOwnTurns(values));
  const { keys, rows } = await listRows({
    ...values,
    nothing: values.nothing ?? ((isSure && isNothing) || undefined),
    mustSort: isSortedLater || undefined,
    onlyDone: (isSure && onlyDone) || undefined,
    ...sortValues(filters.sort, cursor, before !== undefined, subject),
    ...scopeValues(scope),
    limit: size + 1,
  });
  const hasMore = keys.length > size;
  if (before && !hasMore) return listPage(reader, { ...filters, before: undefined }, size);
  const page = before ? keys.slice(0, size).toReversed() : keys.slice(0, size);
  const { q } = search.filters;
  const cursorOf = (key = page[0]) =>
    key ? writeCursor(key.sortRank, key.sortTime, key.id) : null;
  return {
    items: page.flatMap(({ id }) => {
      const row = rows.get(id);
      if (!row) return [];
      const whole = listItem(t, row, scope.kind === "all");
      const item = { ...whole, subject: shorten(whole.subject, MAX_SUBJECT) };
      return q ? { ...item, hit: searchHit(item, row.sources ?? null, q) } : item;
    }),
    nextCursor: before || hasMore ? cursorOf(page.at(-1)) : null,
    previousCursor: cursor ? cursorOf() : null,
    asText: search.asText,
    searches: search.named.searches,
    chosen: search.named.chosen,
    organizations: search.filters.organization,
    accounts: search.filters.account,
  };
}

/** Columns that the ticket page does not load. */
type Listed = Pick<
  ListRow,
  | "turnSince"
  | "firstReplyMs"
  | "lastMessage"
  | "isPrivate"
  | "isUnread"
  | "isArchived"
  | "sortRank"
  | "sortTime"
>;

type ItemRow = Omit<ListRow, keyof Listed> & Partial<Listed>;

export function listItem(t: Translate, row: ItemRow, withOrganization: boolean): TicketListItem {
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
    firstReplyMs: row.firstReplyMs ?? null,
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
function lastAuthor({ lastMessage, activityAt, provider, requesterName }: ItemRow): string | null {
  if (!lastMessage || lastMessage.sentAt === null) return null;
  const { sender, senderName, sentAt } = lastMessage;
  if (activityAt.getTime() - Date.parse(sentAt) > SAME_ACTIVITY_MS) return null;
  const given = visibleOr(senderName, null) ?? (sender === "customer" ? requesterName : null);
  const name = visibleOr(given, null);
  if (name !== null) return visibleName(name);
  return sender === "customer" || sender === "unknown" ? null : providerName(provider);
}
