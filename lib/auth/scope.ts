import type { SqlParameters } from "../db/sql-parameters";
import { AppError } from "../errors";
import { isStaff, ownOrganizations } from "./permissions";
import type { Viewer } from "./types";

/** Whose tickets a query may see. Made from the viewer and put inside the `where`; there is no other way to a ticket. */
export type Scope = { kind: "own"; organizationIds: string[] } | { kind: "all" };

export function ownScope(viewer: Viewer): Scope {
  return { kind: "own", organizationIds: ownOrganizations(viewer) };
}

/** Every organization, for staff. Anybody else is told that there is nothing here. */
export function staffScope(viewer: Viewer): Scope {
  if (!isStaff(viewer)) throw new AppError("not_found");
  return { kind: "all" };
}

/** The scope as a condition on a column that holds an organization id. One organization is an equality, so that an ordered index serves the list. */
export function scopeCondition(scope: Scope, column: string, parameters: SqlParameters): string {
  if (scope.kind === "all") return "TRUE";
  const [only, ...more] = scope.organizationIds;
  if (only === undefined) return "FALSE";
  return more.length === 0
    ? `${column} = ${parameters.add(only)}`
    : `${column} = ANY(${parameters.add(scope.organizationIds)})`;
}
