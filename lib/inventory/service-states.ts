import { expressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";

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

/** Leaves out "0000-00-00", which billing systems use for "never". */
const DAY = /^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)/;

/** True from the day after service `v` expires; text that is not a date does not count. */
export function hasExpired(): RawBuilder<SqlBool> {
  const details = expressionBuilder<ListTables, "v">().ref("v.details");
  const expires = sql`${details}->>'expiresAt'`;
  const today = sql`to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  // As text: a cast would fail for the 31st of February, and with it the list.
  return sql`coalesce(${expires} ~ ${DAY.source} AND left(${expires}, 10) < ${today}, false)`;
}

/** True if the provider's status of a service `v` of a connection `c` needs attention. */
export function hasTroubledStatus() {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  const status = eb.fn<string | null>("lower", ["v.status"]);
  const ofProviders = providers().map(({ id, troubledStatuses = [] }) =>
    eb.and([eb("c.provider", "=", id), isAnyOf(status, troubledStatuses)]),
  );
  return eb.or(ofProviders);
}

/** Of a service `v` of a connection `c`. */
export function isTroubled() {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  return eb.and([eb("v.gone_at", "is", null), eb.or([hasTroubledStatus(), hasExpired()])]);
}

/** Of a service `v` of a connection `c`. */
export function matchesState(state: string) {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  if (state === ATTENTION) return isTroubled();
  if (state === UNLISTED) return eb("v.gone_at", "is not", null);
  const isSame = eb(eb.fn("lower", ["v.status"]), "=", eb.fn("lower", [eb.val(state)]));
  return eb.and([eb("v.gone_at", "is", null), isSame]);
}
