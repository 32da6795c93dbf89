import { expressionBuilder } from "kysely";

import { inScope, type Scope } from "../auth/scope";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import { providers } from "../providers/registry";
import { ATTENTION, UNLISTED } from "./schemas";

/** A service `v` and its connection `c`. */
export type ListTables = DB & { v: DB["service"]; c: DB["connection"] };

/** The services `v` that the scope may see. */
export function scopedServices(scope: Scope) {
  return db()
    .selectFrom("service as v")
    .where((eb) => inScope(scope, eb.ref("v.organization_id")));
}

/** Of a service `v` of a connection `c`. */
export function isTroubled() {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  const ofProviders = providers().map(({ id, troubledStatuses = [] }) =>
    eb.and([eb("c.provider", "=", id), isAnyOf(eb.ref("v.status"), troubledStatuses)]),
  );
  return eb.and([eb("v.gone_at", "is", null), eb.or(ofProviders)]);
}

/** Of a service `v` of a connection `c`. */
export function matchesState(state: string) {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  if (state === ATTENTION) return isTroubled();
  if (state === UNLISTED) return eb("v.gone_at", "is not", null);
  return eb.and([eb("v.gone_at", "is", null), eb("v.status", "=", state)]);
}
