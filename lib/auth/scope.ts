import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { db } from "../db/kysely";
import { AppError } from "../errors";
import { isStaff, ownOrganizations } from "./permissions";
import type { Viewer } from "./types";

/** Every ticket query has it in its `where`. */
export type Scope = { kind: "own"; organizationIds: string[] } | { kind: "all" };

export function ownScope(viewer: Viewer): Scope {
  return { kind: "own", organizationIds: ownOrganizations(viewer) };
}

export function staffScope(viewer: Viewer): Scope {
  if (!isStaff(viewer)) throw new AppError("not_found");
  return { kind: "all" };
}

/** A single id becomes an equality, which lets an ordered index serve the list. */
export function inScope(scope: Scope, organizationId: Expression<string>): Expression<SqlBool> {
  const eb = expressionBuilder();
  if (scope.kind === "all") return eb.lit(true);
  const [only, ...more] = scope.organizationIds;
  if (only === undefined) return eb.lit(false);
  return more.length === 0
    ? eb(organizationId, "=", only)
    : sql`${organizationId} = ANY(${scope.organizationIds})`;
}

/** The tickets `t` that the scope may see. */
export function scopedTickets(scope: Scope) {
  return db()
    .selectFrom("ticket as t")
    .where((eb) => inScope(scope, eb.ref("t.organization_id")));
}
