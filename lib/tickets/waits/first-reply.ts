import { type Expression, sql } from "kysely";

type Moment = Expression<Date | null>;

/**
 * The time until the first reply, counted from 1970 on, so that cursors of lists hold it; before
 * 1970 without one. As two indexes have it.
 */
export function firstReplyKey(asked: Moment, answered: Moment) {
  const time = sql`${answered} - ${asked}`;
  return sql<Date>`(CASE WHEN ${time} IS NULL THEN to_timestamp(-1)
    ELSE greatest(to_timestamp(extract(epoch FROM ${time})::float8), to_timestamp(0)) END)`;
}
