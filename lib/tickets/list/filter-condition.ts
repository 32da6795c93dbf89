import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { startOfDay } from "../../clocks/business-time";
import type { Placeholders } from "../../db/compile-once";
import { isAnyOf } from "../../db/expressions";
import type { DB } from "../../db/table-types";
import { type FILED_BY, NO_CATEGORY, type REMOVED, type SHOWN } from "../filter-names";
import { ticketValue } from "../named/ticket-values";
import { spanBound } from "../time-span";
import {
  type ColumnFilter,
  COLUMNS,
  type ColumnValues,
  type FilterValues,
  type ReadSearch,
} from "./filter-values";
import { isArchived, isUnread } from "./marks";
import { hadService, type MomentValues, pastTicket, ticketsAt } from "./past/past-tickets";
import { inPeriods, periodValues, shortestPeriod } from "./periods/period-condition";
import { searchCondition, searchValues } from "./search-condition";
import { openedAt } from "./sort-order";

const FILED: Record<(typeof FILED_BY)[number], FilterValues> = {
  me: { filedByMe: true },
  colleagues: { filedByColleagues: true },
};

const SHOWN_VALUES: Record<(typeof SHOWN)[number], FilterValues> = {
  unread: { onlyUnread: true },
  archived: { onlyArchived: true },
  all: {},
};

const REMOVED_VALUES: Record<(typeof REMOVED)[number], FilterValues> = {
  yes: { onlyRemoved: true },
  no: { withoutRemoved: true },
};

/** The filters as values of a query, without order and page. */
export async function filterValues(
  { filters, also }: ReadSearch,
  timeZone: string,
): Promise<FilterValues> {
  const { at, q, filed, since, until, removed } = filters;
  const { fromTyped, ...conditions } = at ? withoutMarks(also) : also;
  const shown = at ? "all" : filters.show;
  const services = byMeaning(filters.service);
  return {
    ...Object.assign({}, ...COLUMNS.map((name) => columnValues(name, filters[name]))),
    serviceIn: services.in,
    serviceNot: services.not,
    ...(filed ? FILED[filed] : {}),
    ...(shown ? SHOWN_VALUES[shown] : q ? {} : { withoutArchived: true as const }),
    ...(at ? { at } : await shortestPeriod(filters)),
    ...days(timeZone, since, until),
    ...periodValues(filters),
    ...(removed ? REMOVED_VALUES[removed] : {}),
    ...boundValues("age", { timeZone, at }, filters.age),
    ...boundValues("unanswered", { timeZone, at }, filters.unanswered),
    ...categoryValues(filters.categoryId),
    ...(q || fromTyped ? await searchValues(q, fromTyped) : {}),
    ...conditions,
  };
}

/** A viewer's own marks are of now, so the past has none. */
function withoutMarks(values: FilterValues): FilterValues {
  const { onlyUnread, withoutUnread, onlyArchived, withoutArchived, ...rest } = values;
  return rest;
}

function categoryValues(categoryId: string | undefined): FilterValues {
  return categoryId === NO_CATEGORY ? { withoutCategory: true } : { categoryId };
}

/** Undefined where there are none. */
function byMeaning(values: readonly string[]) {
  const included = values.filter((value) => !value.startsWith("-"));
  const excluded = values.filter((value) => value.startsWith("-")).map((value) => value.slice(1));
  return {
    in: included.length > 0 ? included : undefined,
    not: excluded.length > 0 ? excluded : undefined,
  };
}

function columnValues(name: ColumnFilter, values: readonly string[]): ColumnValues {
  const { in: included, not } = byMeaning(values);
  const [single] = included ?? [];
  return {
    [name]: included?.length === 1 ? single : undefined,
    [`${name}In`]: included?.length === 1 ? undefined : included,
    [`${name}Not`]: not,
  };
}

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

/** PostgreSQL reads no later ISO times. */
const LAST_YEAR = 9_999;

/** Not by PostgreSQL, which does not know all time zones that browsers have. */
function days(timeZone: string, since?: string, until?: string): FilterValues {
  const end = until === undefined ? undefined : startOfDay(timeZone, until, 1);
  return {
    since: since && startOfDay(timeZone, since).toISOString(),
    until: end && end.getUTCFullYear() <= LAST_YEAR ? end.toISOString() : undefined,
  };
}

interface SpanReader {
  timeZone: string;
  /** ISO: spans end then; now without it. */
  at?: string;
}

/** Of a span or a day, see `spanBound`. */
export function boundValues(
  name: "age" | "unanswered",
  reader: SpanReader,
  typed?: string,
): FilterValues {
  if (typed === undefined) return {};
  const now = reader.at === undefined ? new Date() : new Date(reader.at);
  const { at, isLater } = spanBound(typed, now) ?? {
    at: startOfDay(reader.timeZone, typed),
    isLater: false,
  };
  const time = at.toISOString();
  if (name === "age") return isLater ? { ageSince: time } : { ageBefore: time };
  return isLater ? { askedSince: time } : { askedBefore: time };
}

/** The tickets `t` of the scope that match. */
export function filteredTickets(values: Placeholders<FilterValues>) {
  const { viewerId, serviceIn, serviceNot, since, until } = values;
  const conditions = [
    searchCondition(values, values),
    ...COLUMNS.flatMap((name) => columnConditions(name, values)),
    (values.turn ?? values.turnIn) && hasTurn(),
    serviceIn && ofServices(serviceIn, values),
    serviceNot && ticket.not(ofServices(serviceNot, values)),
    viewerId && values.filedByMe && filedBy(viewerId, "="),
    viewerId && values.notFiledByMe && ticket.not(filedBy(viewerId, "=")),
    viewerId && values.filedByColleagues && filedBy(viewerId, "<>"),
    viewerId && values.onlyUnread && isUnread(viewerId),
    viewerId && values.withoutUnread && ticket.not(isUnread(viewerId)),
    viewerId && values.onlyArchived && isArchived(viewerId),
    viewerId && (values.withoutArchived ?? values.onlyUnread) && ticket.not(isArchived(viewerId)),
    values.from && isFrom(values.from),
    values.fromNot && ticket.not(isFrom(values.fromNot)),
    values.withFile && hasFile(values),
    values.withoutFile && ticket.not(hasFile(values)),
    values.nothing && ticket.lit(false),
    values.categoryId && ticket("t.category_id", "=", values.categoryId),
    values.withoutCategory && ticket("t.category_id", "is", null),
    ...inPeriods(values),
    values.onlyRemoved && ticket("t.gone_at", "is not", null),
    values.withoutRemoved && ticket("t.gone_at", "is", null),
    values.ageBefore && ticket(openedAt(), "<", timeOf(values.ageBefore)),
    values.ageSince && ticket(openedAt(), ">=", timeOf(values.ageSince)),
    values.askedBefore && hasAsked("<", timeOf(values.askedBefore), values),
    values.askedSince && hasAsked(">=", timeOf(values.askedSince), values),
    since && ticket("t.activity_at", ">=", ticket.cast<Date>(since, "timestamptz")),
    until && ticket("t.activity_at", "<", ticket.cast<Date>(until, "timestamptz")),
  ];
  return ticketsAt(values).where(ticket.and(conditions.filter((one) => one !== undefined)));
}

/** False for a ticket that is gone, unless it was done: it has no next move. */
export function hasTurn() {
  return ticket.or([ticket("t.gone_at", "is", null), ticket("t.turn", "=", "done")]);
}

type Moment = Placeholders<MomentValues>;

const timeOf = (iso: Expression<string>) => ticket.cast<Date>(iso, "timestamptz");

/** Ticket `t` has a question without an answer, asked before or since a time. */
function hasAsked(comparison: "<" | ">=", time: Expression<Date>, { at }: Moment) {
  if (at) return pastTicket("t.unanswered_since", comparison, time);
  return ticket.exists(
    ticket
      .selectFrom("ticket_timeline as l")
      .select("l.ticket_id")
      .whereRef("l.ticket_id", "=", "t.id")
      .where("l.unanswered_since", comparison, time),
  );
}

function columnOf(name: ColumnFilter): Expression<string | null> {
  if (name === "category" || name === "assignee") return ticketValue(name);
  if (name === "organization") return ticket.ref("t.organization_id");
  return ticket.ref(name === "account" ? "t.connection_id" : `t.${name}`);
}

function columnConditions(name: ColumnFilter, values: Placeholders<ColumnValues>) {
  const column = columnOf(name);
  const [single, several, not] = [values[name], values[`${name}In`], values[`${name}Not`]];
  return [
    single && ticket(column, "=", single),
    several && isAnyOf<string>(column, several),
    not && ticket.or([ticket(column, "is", null), ticket.not(isAnyOf<string>(column, not))]),
  ];
}

function ofServices(ids: Expression<readonly string[]>, { at }: Moment) {
  if (at) return hadService(ids);
  return ticket.exists(
    ticket
      .selectFrom("ticket_service as ts")
      .select("ts.ticket_id")
      .whereRef("ts.ticket_id", "=", "t.id")
      .where((on) => isAnyOf(on.ref("ts.service_id"), ids)),
  );
}

/** The requester's name has all words of one of the patterns. */
function isFrom(patterns: Expression<string[]>) {
  const name = ticket.fn("lower", [ticket.fn.coalesce("t.requester_name", sql.lit(""))]);
  return sql<SqlBool>`${name} ~ ANY(${patterns})`;
}

function hasFile({ at }: Moment) {
  if (at) return pastTicket("t.has_file", "=", true);
  return ticket.exists(
    ticket
      .selectFrom("attachment as a")
      .select("a.id")
      .whereRef("a.ticket_id", "=", "t.id")
      .where("a.removed_at", "is", null),
  );
}

function filedBy(userId: Expression<string>, comparison: "=" | "<>") {
  return ticket.exists(
    ticket
      .selectFrom("submission as b")
      .select("b.id")
      .whereRef("b.ticket_id", "=", "t.id")
      .where("b.kind", "=", "create")
      .where("b.state", "=", "sent")
      .where("b.user_id", comparison, userId),
  );
}
