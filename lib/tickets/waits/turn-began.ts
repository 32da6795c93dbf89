import { expressionBuilder } from "kysely";

import type { DB } from "../../db/table-types";

/**
 * Time when the current turn of ticket `t` began, by its timeline `l`. A turn older than the first
 * read counts from the last activity. The mirror writes it, unless an older version did.
 */
export function turnBegan() {
  const eb = expressionBuilder<{ t: DB["ticket"]; l: DB["ticket_timeline"] }, "t" | "l">();
  const began = eb
    .case()
    .when("l.since_seen", "=", true)
    .then(eb.ref("l.since_at"))
    .else(eb.fn<Date>("least", ["l.since_at", "t.activity_at"]))
    .end();
  return eb.fn.coalesce("l.began_at", began);
}
