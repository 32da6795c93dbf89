import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import type { Placeholders } from "../db/compile-once";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { isStaff, ownOrganizations } from "./permissions";
import type { Viewer } from "./types";

/** Every ticket query has it in its `where`. */
export type Scope = { kind: "own"; organizationIds: string[]; viewerId: string } | { kind: "all" };

export function ownScope(viewer: Viewer): Scope {
  return { kind: "own", organizationIds: ownOrganizations(viewer), viewerId: viewer.userId };
}

export function staffScope(viewer: Viewer): Scope {
  if (!isStaff(viewer)) throw new AppError("not_found");
  return { kind: "all" };
}

/** A scope as the values of a query. Without any, the query finds nothing. */
export interface ScopeValues {
  all?: true;
  /** Unset for staff. */
  viewerId?: string;
  organizationId?: string;
  organizationIds?: string[];
}

/** A single id becomes an equality, which lets an ordered index serve the list. */
export function scopeValues(scope: Scope): ScopeValues {
  if (scope.kind === "all") return { all: true };
  const { organizationIds, viewerId } = scope;
  const [organizationId] = organizationIds;
  return organizationIds.length > 1 ? { viewerId, organizationIds } : { viewerId, organizationId };
}

export function inScope(
  scope: Scope | Placeholders<ScopeValues>,
  column: Expression<string>,
): Expression<SqlBool> {
  const eb = expressionBuilder();
  const values = "kind" in scope ? scopeValues(scope) : scope;
  if (values.all) return eb.lit(true);
  if (values.organizationId) return eb(column, "=", values.organizationId);
  return values.organizationIds ? isAnyOf(column, values.organizationIds) : eb.lit(false);
}

/** The tickets `t` that the scope may see. */
export function scopedTickets(scope: Placeholders<ScopeValues>) {
  return db()
    .selectFrom("ticket as t")
    .where((eb) => inScope(scope, eb.ref("t.organization_id")));
}
