import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import type { Placeholders } from "../../db/compile-once";
import { asBoolean } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { firstReplyKey } from "../waits/first-reply";
import { hadTurn, isKept, isNotKept, keptRank } from "../waits/kept-waits";
import { filteredTickets } from "./filter-condition";
import type { FilterValues } from "./filter-values";
import { isNamed, searchedIds } from "./search-condition";
import { isBeyond, severityRank, type SortKeys, type SortValues, ticketKeys } from "./sort-order";

export interface PageValues extends FilterValues, SortValues {
  limit: number;
  /** Finds the tickets by their filters, then sorts them, see `areFarDown`. */
  mustSort?: true;
  /** All tickets that pass the filters are done; they come last in the order of waiting. */
  onlyDone?: true;
}

/** Selects the tickets `t` of one page with their sort keys. */
export function sortedPage(values: Placeholders<PageValues>) {
  const { severity, organizationId, all, serviceIn, at, mustSort } = values;
  const isByTimeline = values.byWaiting ?? values.byReply;
  const words = values.onlyWithout ? undefined : values.words;
  // Words and services match few tickets; no index has the order of several organizations, nor past
  // priorities.
  if (severity && (organizationId ?? all) && !mustSort && !words && !serviceIn && !at)
    return pageByPriority(values, severity, organizationId);
  if (isByTimeline && !mustSort && !words && !serviceIn && !at)
    return values.byReply ? pageByReply(values) : pageByWaiting(values);
  const keys = ticketKeys(values);
  const beyond = isBeyond(values, keys);
  return words && all && !at ? pageByWords(values, keys, beyond) : pageOf(values, keys, beyond);
}

function pageOf(
  values: Placeholders<PageValues>,
  keys: SortKeys,
  beyond: Expression<SqlBool> | undefined,
  also: Expression<SqlBool> = sql.lit(true),
  withTimeline = false,
) {
  const { exact, ascending, mustSort } = values;
  const { rank } = keys;
  const direction = ascending ? "asc" : "desc";
  const time = mustSort ? sql<Date>`(${keys.time} + interval '0')` : keys.time;
  const isFirst = exact && !beyond ? asBoolean(isNamed(exact)) : sql<boolean>`NULL::boolean`;
  return filteredTickets(values)
    .$if(withTimeline, (tickets) =>
      tickets.innerJoin("ticket_timeline as l", "l.ticket_id", "t.id"),
    )
    .$if(beyond !== undefined, (tickets) => tickets.where(beyond as Expression<SqlBool>))
    .$if(exact !== undefined && beyond !== undefined, (tickets) =>
      tickets.where((eb) => eb.not(isNamed(exact as Expression<string>))),
    )
    .where(also)
    .selectAll("t")
    .select([
      isFirst.as("is_first"),
      sql<number | null>`${rank}`.as("sort_rank"),
      time.as("sort_time"),
    ])
    .orderBy(isFirst, "desc")
    .orderBy(rank, direction)
    .orderBy(time, direction)
    .orderBy(keys.id, direction)
    .limit(values.limit);
}

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
const words = expressionBuilder<DB & { found: { ticket_id: string } }, never>();
const priorities = expressionBuilder<DB & { p: { priority: string | null } }, never>();

/** Above, finding a page in order is faster than reading all tickets with the words. */
const MAX_OF_RARE_WORDS = 5_000;

/**
 * PostgreSQL does not know how rare words are: if no ticket has them, it can look for them in all
 * organizations' tickets, one by one. So the index of words is asked first.
 */
function pageByWords(
  values: Placeholders<PageValues>,
  keys: SortKeys,
  beyond: Expression<SqlBool> | undefined,
) {
  const found = searchedIds(values, values).limit(sql.lit(MAX_OF_RARE_WORDS + 1));
  const isRare = ticket(
    words.selectFrom("found").select(({ fn }) => fn.countAll<number>().as("count")),
    "<=",
    sql.lit(MAX_OF_RARE_WORDS),
  );
  const isFound = ticket("t.id", "in", words.selectFrom("found").select("ticket_id"));
  const among = pageOf(
    { ...values, words: undefined },
    keys,
    beyond,
    ticket.and([isRare, isFound]),
  );
  const inOrder = pageOf(values, keys, beyond, ticket.not(isRare));
  return db()
    .with(
      (cte) => cte("found").materialized(),
      () => found,
    )
    .selectFrom(eitherOf(values, among, inOrder).as("t"))
    .selectAll("t");
}

type Page = ReturnType<typeof pageOf>;

function eitherOf(values: Placeholders<PageValues>, one: Page, other: Page) {
  const direction = values.ascending ? "asc" : "desc";
  return db()
    .selectFrom(
      words
        .selectFrom(one.as("a"))
        .selectAll("a")
        .unionAll(words.selectFrom(other.as("o")).selectAll("o"))
        .as("t"),
    )
    .selectAll("t")
    .orderBy("t.is_first", "desc")
    .orderBy("t.sort_rank", direction)
    .orderBy("t.sort_time", direction)
    .orderBy("t.id", direction)
    .limit(values.limit);
}

const timeline = expressionBuilder<DB & { l: DB["ticket_timeline"] }, "l">();

/** Reads the waits that the mirror keeps in index order, and computes those that it does not. */
function pageByWaiting(values: Placeholders<PageValues>) {
  const turn = values.onlyDone ? sql.lit("done") : values.turn;
  const keys = {
    rank: keptRank(),
    time: sql<Date>`l.began_at`,
    id: timeline.ref("l.ticket_id"),
  };
  return pageByTimeline(values, values, keys, turn && hadTurn(turn));
}

/** Periods of first replies are filtered in the timeline, whose indexes PostgreSQL can weigh. */
function pageByReply(values: Placeholders<PageValues>) {
  const [asked, answered] = [timeline.ref("l.first_asked_at"), timeline.ref("l.first_answer_at")];
  const keys = {
    rank: sql<null>`NULL::int`,
    time: firstReplyKey(asked, answered),
    id: timeline.ref("l.ticket_id"),
  };
  const { answeredSince, answeredUntil, answeredFirst: _first, ...rest } = values;
  if (!answeredSince) return pageByTimeline(values, rest, keys);
  const since = timeline(answered, ">=", timeline.cast<Date>(answeredSince, "timestamptz"));
  const isAnswered = answeredUntil
    ? since.and(answered, "<", timeline.cast<Date>(answeredUntil, "timestamptz"))
    : since;
  return pageByTimeline(values, rest, keys, isAnswered);
}

/** `ofKept`: the values without those that `also` has. */
function pageByTimeline(
  values: Placeholders<PageValues>,
  ofKept: Placeholders<PageValues>,
  keys: SortKeys,
  also?: Expression<SqlBool>,
) {
  const own = values.organizationId ?? values.organization;
  const isSought = [isKept(), own && timeline("l.organization_id", "=", own), also].filter(
    (one) => one !== undefined,
  );
  const kept = pageOf(ofKept, keys, isBeyond(values, keys), timeline.and(isSought), true);
  const others = ticketKeys(values);
  return eitherOf(values, kept, pageOf(values, others, isBeyond(values, others), isNotKept()));
}

/** Reads the first tickets of each priority in index order, and merges them. */
function pageByPriority(
  values: Placeholders<PageValues>,
  severity: Expression<readonly string[]>,
  organizationId?: Expression<string>,
) {
  const direction = values.ascending ? "asc" : "desc";
  const rank = severityRank(severity, sql.ref("p.priority"));
  const { isReached, beyond } = boundOf(values, rank);
  const keys = { ...ticketKeys(values), rank };
  const ranked = (isNull: boolean) => {
    const same = isNull
      ? ticket("t.priority", "is", null)
      : ticket("t.priority", "=", sql.ref<string>("p.priority"));
    return priorities
      .selectFrom("p")
      .innerJoinLateral(pageOf(values, keys, beyond, same).as("r"), (join) => join.onTrue())
      .where("p.priority", isNull ? "is" : "is not", null)
      .where(isReached)
      .selectAll("r");
  };
  const page = ranked(false).unionAll(ranked(true));
  return prioritiesOf(organizationId)
    .selectFrom(page.as("t"))
    .selectAll("t")
    .orderBy("t.sort_rank", direction)
    .orderBy("t.sort_time", direction)
    .orderBy("t.id", direction)
    .limit(values.limit);
}

/**
 * The distinct priorities `p` of the tickets of one organization or of all, and null, by one index
 * lookup each.
 */
function prioritiesOf(organizationId?: Expression<string>) {
  const next = (after?: Expression<string | null>) =>
    db()
      .selectFrom("ticket as n")
      .select("n.priority")
      .$if(organizationId !== undefined, (own) =>
        own.where("n.organization_id", "=", organizationId as Expression<string>),
      )
      .where("n.priority", "is not", null)
      .$if(after !== undefined, (others) =>
        others.where("n.priority", ">", after as Expression<string>),
      )
      .orderBy("n.priority")
      .limit(1);
  return db().withRecursive("p(priority)", (query) =>
    query.selectNoFrom(next().as("priority")).unionAll(
      query
        .selectFrom("p")
        .where("p.priority", "is not", null)
        .select(({ ref }) => next(ref("p.priority")).as("priority")),
    ),
  );
}

/** The cursor's conditions for priority `p`: if it has tickets beyond, and for each ticket. */
function boundOf(values: Placeholders<SortValues>, rank: Expression<number>) {
  const { fromRank, fromAt, fromId, ascending } = values;
  if (!fromRank || !fromAt || !fromId) return { isReached: sql.lit(true) };
  const from = sql<number>`${fromRank}::int`;
  const comparison = ascending ? ">" : "<";
  const everything = sql.lit(ascending ? "-infinity" : "infinity");
  const time = sql<Date>`(CASE WHEN ${rank} = ${from} THEN ${fromAt}::timestamptz
    ELSE ${everything}::timestamptz END)`;
  return {
    isReached: ticket(rank, `${comparison}=`, from),
    beyond: ticket(
      ticket.tuple(ticket.ref("t.activity_at"), ticket.ref("t.id")),
      comparison,
      ticket.tuple(time, fromId),
    ),
  };
}
