import { expressionBuilder } from "kysely";

import { startOfDay } from "../../../clocks/business-time";
import type { Placeholders } from "../../../db/compile-once";
import type { DB } from "../../../db/table-types";
import { PERIOD_FILTERS } from "../../filter-names";
import type { TicketFilters } from "../../schemas";
import type { FilterValues } from "../filter-values";

/** Of the timeline; the sums by day count the same times. */
const COLUMNS_OF_PERIODS = {
  opened: "l.started_at",
  done: "l.done_at",
  answered: "l.first_answer_at",
} as const;

/** The mirror's sums have days in UTC. */
export function periodValues(filters: TicketFilters): FilterValues {
  const values = PERIOD_FILTERS.flatMap((name) => {
    const [first, last] = filters[name]?.split("..") ?? [];
    if (first === undefined || last === undefined) return [];
    return [
      [`${name}Since`, startOfDay("UTC", first).toISOString()],
      // No ticket is of the year 10000, which PostgreSQL does not read from an ISO time.
      [`${name}Until`, last < "9999-12-31" ? startOfDay("UTC", last, 1).toISOString() : undefined],
    ];
  });
  return Object.fromEntries(values) as FilterValues;
}

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

const timeline = expressionBuilder<DB & { t: DB["ticket"]; l: DB["ticket_timeline"] }, "t" | "l">();

/** A condition on tickets `t` for each period. */
export function inPeriods(values: Placeholders<FilterValues>) {
  return PERIOD_FILTERS.flatMap((name) => {
    const [since, until] = [values[`${name}Since`], values[`${name}Until`]];
    if (!since) return [];
    const column = COLUMNS_OF_PERIODS[name];
    const ends = until && timeline(column, "<", timeline.cast<Date>(until, "timestamptz"));
    const inPeriod = ticket
      .selectFrom("ticket_timeline as l")
      .select("l.ticket_id")
      .whereRef("l.ticket_id", "=", "t.id")
      .where(timeline(column, ">=", timeline.cast<Date>(since, "timestamptz")));
    return [ticket.exists(ends ? inPeriod.where(ends) : inPeriod)];
  });
}
