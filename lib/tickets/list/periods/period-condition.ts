import {
  type Expression,
  expressionBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from "kysely";

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

/** Above, most pages of a list are found sooner in its own order. */
const MAX_SHORT = 200_000;

/** The mirror's sums have days in UTC. */
export function periodValues(filters: TicketFilters): FilterValues {
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

/** The period with the fewest tickets, unless all have many; then, whether one is long ago. */
export async function shortestPeriod(filters: TicketFilters): Promise<FilterValues> {
  const periods = periodValues(filters);
  const counts = await Promise.all(
    PERIOD_FILTERS.map(async (name) => {
      const [since, until] = [periods[`${name}Since`], periods[`${name}Until`]];
      if (!since) return { name, count: Infinity };
      const some = inPeriod(name, sql.val(since), until === undefined ? until : sql.val(until));
      const row = await db()
        .selectFrom(some.limit(MAX_SHORT + 1).as("some"))
        .select(countRows().as("count"))
        .executeTakeFirstOrThrow();
      return { name, count: row.count };
    }),
  );
  const short = counts.filter(({ count }) => count <= MAX_SHORT);
  const [shortest] = short.toSorted((one, other) => one.count - other.count);
  if (shortest) return { [`${shortest.name}First`]: true };
  const ends = PERIOD_FILTERS.map((name) => periods[`${name}Until`]);
  return ends.some((end) => end !== undefined && isFarDown(end)) ? { areFarDown: true } : {};
}

const FAR_DOWN_MS = 60 * 86_400_000;

/** All newer tickets would be read before one of that time is found. */
export const isFarDown = (end: string): boolean => Date.parse(end) < Date.now() - FAR_DOWN_MS;

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

/** By what was known at the moment of the list. */
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
