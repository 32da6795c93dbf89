import {
  type Expression,
  expressionBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from "kysely";
import { LRUCache } from "lru-cache";

import { startOfDay } from "../../../clocks/business-time";
import type { Placeholders } from "../../../db/compile-once";
import { countRows, isAnyOf } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import type { DB } from "../../../db/table-types";
import { PERIOD_FILTERS } from "../../filter-names";
import type { TicketFilters } from "../../schemas";
import type { FilterValues } from "../filter-values";
import { pastTicket } from "../past/past-tickets";

/** Of the timeline; the sums by day count the same times. */
const COLUMNS_OF_PERIODS = {
  opened: "l.started_at",
  done: "l.done_at",
  answered: "l.first_answer_at",
} as const;

const PAST_COLUMNS = {
  opened: "t.started_at",
  done: "t.done_at",
  answered: "t.first_answer_at",
} as const;

type PeriodName = (typeof PERIOD_FILTERS)[number];

export const isPeriodFilter = (name: string): name is PeriodName =>
  PERIOD_FILTERS.some((period) => period === name);

const DAY_MS = 86_400_000;

/** Above, a page is found sooner in the list's order, where an old period comes late. */
const MAX_SHORT = { recent: 50_000, past: 200_000 };
const PAST_MS = 7 * DAY_MS;

/** The mirror's sums have days in UTC. */
export function periodValues(filters: Pick<TicketFilters, PeriodName>): FilterValues {
  const values = PERIOD_FILTERS.flatMap((name) => {
    const [first, last] = filters[name]?.split("..") ?? [];
    if (first === undefined || last === undefined) return [];
    return [
      [`${name}Since`, startOfDay("UTC", first).toISOString()],
      // No ticket is from the year 10000, which PostgreSQL cannot read from an ISO time.
      [`${name}Until`, last < "9999-12-31" ? startOfDay("UTC", last, 1).toISOString() : undefined],
    ];
  });
  return Object.fromEntries(values) as FilterValues;
}

/** They choose a plan, so they may be a little old. */
const recentCounts = new LRUCache<string, number>({ max: 500, ttl: 60_000 });

async function countUpTo(most: number, some: Timelines): Promise<number> {
  const row = await db()
    .selectFrom(some.limit(most + 1).as("some"))
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The number of tickets in one period, up to one more than `most`. */
export async function countPeriod(name: PeriodName, period: string, most: number) {
  const values = periodValues({ [name]: period });
  return countUpTo(most, between(name, values[`${name}Since`] ?? "", values[`${name}Until`]));
}

const between = (name: PeriodName, since: string, until?: string) =>
  inPeriod(name, sql.val(since), until === undefined ? until : sql.val(until));

/** The period with the fewest tickets, unless all have many. */
export async function shortestPeriod(filters: TicketFilters): Promise<FilterValues> {
  const periods = periodValues(filters);
  const counts = await Promise.all(
    PERIOD_FILTERS.map(async (name) => {
      const [since, until] = [periods[`${name}Since`], periods[`${name}Until`]];
      if (!since) return { name, count: Infinity };
      const most = isBefore(PAST_MS, until) ? MAX_SHORT.past : MAX_SHORT.recent;
      const key = [name, since, until].join(" ");
      const count = recentCounts.get(key) ?? (await countUpTo(most, between(name, since, until)));
      recentCounts.set(key, count, { noUpdateTTL: true });
      return { name, count: count > most ? Infinity : count };
    }),
  );
  const short = counts.filter(({ count }) => count < Infinity);
  const [shortest] = short.toSorted((one, other) => one.count - other.count);
  return shortest ? { [`${shortest.name}First`]: true } : {};
}

const isBefore = (ms: number, end?: string): boolean =>
  end !== undefined && Date.parse(end) < Date.now() - ms;

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

type Timelines = SelectQueryBuilder<DB & { l: DB["ticket_timeline"] }, "l", { id: string }>;

function inPeriod(
  name: PeriodName,
  since: Expression<string>,
  until: Expression<string> | undefined,
): Timelines {
  const column = COLUMNS_OF_PERIODS[name];
  const at = (time: Expression<string>) => ticket.cast<Date>(time, "timestamptz");
  return db()
    .selectFrom("ticket_timeline as l")
    .select("l.ticket_id as id")
    .where(column, ">=", at(since))
    .$if(until !== undefined, (some) => some.where(column, "<", at(until as Expression<string>)));
}

/** Uses what was known at the moment of the list. */
function wasInPeriod(
  name: PeriodName,
  since: Expression<string>,
  until: Expression<string> | undefined,
): Expression<SqlBool> {
  const column = PAST_COLUMNS[name];
  const at = (time: Expression<string>) => ticket.cast<Date>(time, "timestamptz");
  const from = pastTicket(column, ">=", at(since));
  return until ? pastTicket.and([from, pastTicket(column, "<", at(until))]) : from;
}

/**
 * A condition on tickets `t` for each period. Staff's lists of all organizations begin with the
 * shortest: PostgreSQL does not know that old tickets are far down in a list.
 */
export function inPeriods(values: Placeholders<FilterValues>): Array<Expression<SqlBool>> {
  return PERIOD_FILTERS.flatMap((name): Array<Expression<SqlBool>> => {
    const [since, until] = [values[`${name}Since`], values[`${name}Until`]];
    if (!since) return [];
    if (values.at) return [wasInPeriod(name, since, until)];
    const some = inPeriod(name, since, until);
    const isFirst = values[`${name}First`] && values.all && !values.organization;
    return isFirst
      ? [isAnyOf(ticket.ref("t.id"), sql<string[]>`ARRAY(${some})`)]
      : [ticket.exists(some.whereRef("l.ticket_id", "=", sql.ref("t.id")))];
  });
}
