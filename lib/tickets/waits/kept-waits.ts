import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import type { DB } from "../../db/table-types";

type Tables = DB & { t: DB["ticket"]; l: DB["ticket_timeline"]; o: DB["outdated_timeline"] };

const ticket = expressionBuilder<Tables, "t">();
const timeline = expressionBuilder<Tables, "l">();

/** Open turns first, as two indexes have it. */
export const keptRank = () =>
  sql<number>`(CASE WHEN l.turn IN ('done', 'not_seen') THEN 2
    WHEN l.turn = 'paused' THEN 1 ELSE 0 END)`;

/** Timeline `l` fits its ticket, so that indexes have the ticket's place among the waiting. */
export const isKept = () => timeline("l.began_at", "is not", null);

/** Ticket `t` has no such timeline. The mirror makes one soon. */
export function isNotKept(): Expression<SqlBool> {
  const kept = timeline
    .selectFrom("ticket_timeline as l")
    .select("l.ticket_id")
    .whereRef("l.ticket_id", "=", sql.ref("o.ticket_id"))
    .where(isKept());
  const left = ticket
    .selectFrom("outdated_timeline as o")
    .select("o.ticket_id")
    .where((eb) => eb.not(eb.exists(kept)));
  return ticket("t.id", "in", left);
}

/** The same of timeline `l`, for its indexes, as that its ticket has a turn, see `hasTurn`. */
export function hadTurn(turn: Expression<string>): Expression<SqlBool> {
  const rank = sql`(CASE ${turn}::text WHEN 'done' THEN 2 WHEN 'paused' THEN 1 ELSE 0 END)`;
  const turns = sql`(CASE ${turn}::text WHEN 'done' THEN ARRAY['done', 'not_seen']
    ELSE ARRAY[${turn}::text] END)::"SegmentTurn"[]`;
  return sql<SqlBool>`${keptRank()} = ${rank} AND l.turn = ANY(${turns})`;
}
