import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { inScope, type ScopeValues } from "../../../auth/scope";
import type { Placeholders } from "../../../db/compile-once";
import { db } from "../../../db/kysely";
import type { DB } from "../../../db/table-types";

/** Matches tickets `t` whose words of that moment match; both kinds of words have a text index. */
export function hadWords(
  words: Expression<string>,
  at: Expression<string>,
  scope: Placeholders<ScopeValues>,
): Expression<SqlBool> {
  const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const moment = sql<Date>`${at}::timestamptz`;
  const query = sql<string>`${words}::tsquery`;
  const current = db()
    .selectFrom("ticket_search as s")
    .select("s.ticket_id as id")
    .where((eb) => inScope(scope, eb.ref("s.organization_id")))
    .where("s.words", "@@", query)
    .where((eb) => eb.or([eb("s.known_from", "is", null), eb("s.known_from", "<=", moment)]));
  const past = db()
    .selectFrom("past_words as p")
    .select("p.ticket_id as id")
    .where((eb) => inScope(scope, eb.ref("p.organization_id")))
    .where("p.words", "@@", query)
    .where((eb) => eb.or([eb("p.known_from", "is", null), eb("p.known_from", "<=", moment)]))
    .where("p.known_until", ">", moment);
  return ticket("t.id", "in", current.unionAll(past));
}
