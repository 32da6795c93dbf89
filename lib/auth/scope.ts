import type { SqlParameters } from "../db/sql-parameters";
import { AppError } from "../errors";
import { isStaff, ownOrganizations } from "./permissions";
import type { Viewer } from "./types";

/** Which organizations' tickets a query may see. Every ticket query has it in its `where`. */
export type Scope = { kind: "own"; organizationIds: string[] } | { kind: "all" };

export function ownScope(viewer: Viewer): Scope {
  return { kind: "own", organizationIds: ownOrganizations(viewer) };
}

/** Throws `not_found` for anyone but staff. */
export function staffScope(viewer: Viewer): Scope {
  if (!isStaff(viewer)) throw new AppError("not_found");
  return { kind: "all" };
}

/**
 * Condition on a column with organization ids. A single one is an equality, which lets an ordered
 * index serve the list.
 */
export function scopeCondition(scope: Scope, column: string, parameters: SqlParameters): string {
  if (scope.kind === "all") return "TRUE";
  const [only, ...more] = scope.organizationIds;
  if (only === undefined) return "FALSE";
  return more.length === 0
    ? `${column} = ${parameters.add(only)}`
    : `${column} = ANY(${parameters.add(scope.organizationIds)})`;
}
