import { expressionBuilder } from "kysely";

import type { DB } from "../db/table-types";

/** The name of service `v` in the inventory; null if it is not listed. */
export function listedName() {
  const eb = expressionBuilder<{ v: DB["service"] }, "v">();
  return eb.case().when("v.listed_at", "is not", null).then(eb.ref("v.name")).end();
}
