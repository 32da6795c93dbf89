import { expressionBuilder } from "kysely";

import type { DB } from "../db/table-types";

/**
 * Since when ticket `t` is the turn of its timeline `l`. What began before the first read did so at
 * the last activity or earlier.
 */
export function turnBegan() {
  const eb = expressionBuilder<{ t: DB["ticket"]; l: DB["ticket_timeline"] }, "t" | "l">();
  return eb
    .case()
    .when("l.since_seen", "=", true)
    .then(eb.ref("l.since_at"))
    .else(eb.fn<Date>("least", ["l.since_at", "t.activity_at"]))
    .end();
}
