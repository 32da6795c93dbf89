import { type Expression, expressionBuilder, sql } from "kysely";

import { scopedTickets } from "../../../auth/scope";
import type { Placeholders } from "../../../db/compile-once";
import { asBoolean, isAnyOf } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import type { DB } from "../../../db/table-types";
import { filteredTickets } from "../filter-condition";
import { isNamed } from "../search-condition";
import { isBeyond, type SortValues, subjectRank } from "./sort-order";
import { type PageValues, sortedTickets } from "./sorted-page";

/** More subjects are not compared, as a common word would need all of them. */
const RANKED_SUBJECTS = 1_000;

interface RankedTicket {
  id: string;
  activity_at: Date;
  rank: number;
  is_named: boolean;
}

const ticket = expressionBuilder<DB & { t: DB["ticket"]; ranked: RankedTicket }, "t">();
const ranked = expressionBuilder<DB & { ranked: RankedTicket }, never>();

/**
 * Selects what one page of a search is cut from: of the scope's newest tickets those with the
 * subject, which come first, and all others by an index of their times.
 */
export function subjectPage(values: Placeholders<PageValues>, subject: Expression<string>) {
  const rank = sql<number>`t.rank`;
  const beyond = isBeyond(values, rank);
  // As in `sortedTickets`: false would come after null.
  const isFirst = values.exact && !beyond ? sql<boolean>`t.is_named` : sql<boolean>`NULL::boolean`;
  const withSubject = ranked
    .selectFrom("ranked as t")
    .$if(beyond !== undefined, (rows) =>
      rows.where(ranked.and([beyond as Expression<boolean>, sql<boolean>`NOT t.is_named`])),
    )
    .select([
      "t.id",
      isFirst.as("is_first"),
      sql<number | null>`t.rank`.as("sort_rank"),
      "t.activity_at as sort_time",
    ]);
  const isWithout = ticket.not(
    ticket.exists(
      ticket.selectFrom("ranked as r").select("r.id").whereRef("r.id", "=", ticket.ref("t.id")),
    ),
  );
  const others = sortedTickets(
    values,
    sql<number>`0::int`,
    isBeyond(boundOfOthers(values)),
    isWithout,
  );
  const places = withSubject.unionAll(
    db().selectFrom(others.as("o")).select(["o.id", "o.is_first", "o.sort_rank", "o.sort_time"]),
  );
  return db()
    .with(
      (cte) => cte("ranked").materialized(),
      () => rankedTickets(values, subject),
    )
    .selectFrom(places.as("p"))
    .selectAll("p");
}

function rankedTickets(values: Placeholders<PageValues>, subject: Expression<string>) {
  const { exact } = values;
  const newest = scopedTickets(values)
    .select(["t.id", subjectRank(subject).as("rank")])
    .orderBy("t.activity_at", "desc")
    .orderBy("t.id", "desc")
    .limit(sql.lit(RANKED_SUBJECTS));
  return filteredTickets(values)
    .innerJoin(newest.as("n"), "n.id", "t.id")
    .where((eb) => isAnyOf(eb.ref("n.rank"), sql`'{1,2}'::int[]`))
    .select([
      "t.id",
      "t.activity_at",
      "n.rank",
      (exact ? asBoolean(isNamed(exact)) : sql<boolean>`false`).as("is_named"),
    ]);
}

/** Of rank 0: all of them come after, and none before, one with a rank. */
function boundOfOthers({ ascending, fromRank, fromAt, fromId }: Placeholders<SortValues>) {
  if (!fromRank || !fromAt) return { ascending, fromAt, fromId };
  const time = sql<string>`(CASE WHEN ${fromRank}::int = 0 THEN ${fromAt}::timestamptz
    ELSE 'infinity'::timestamptz END)`;
  return { ascending, fromAt: time, fromId };
}
