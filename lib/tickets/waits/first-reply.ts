import { type Expression, sql } from "kysely";

type Moment = Expression<Date | null>;

/**
 * The time until the first reply as a date from 1970 on, since cursors hold dates; before 1970
 * without a reply. Two indexes have this very expression.
 */
export function firstReplyKey(asked: Moment, answered: Moment) {
  const time = sql`${answered} - ${asked}`;
  return sql<Date>`(CASE WHEN ${time} IS NULL THEN to_timestamp(-1)
    ELSE greatest(to_timestamp(extract(epoch FROM ${time})::float8), to_timestamp(0)) END)`;
}
