import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import type { Placeholders } from "../db/compile-once";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
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

type AnyScope = Scope | Placeholders<ScopeValues>;

const valuesOf = (scope: AnyScope) => ("kind" in scope ? scopeValues(scope) : scope);

/** Null for staff. */
function viewerOf(scope: AnyScope): Expression<string> | null {
  const { all, viewerId } = valuesOf(scope);
  if (all) return null;
  if (!viewerId) throw new Error("A scope of tickets without its viewer.");
  return typeof viewerId === "string" ? sql.val(viewerId) : viewerId;
}

/** For an organization's rows other than tickets and submissions. */
export function inScope(scope: AnyScope, column: Expression<string>): Expression<SqlBool> {
  const eb = expressionBuilder();
  const values = valuesOf(scope);
  if (values.all) return eb.lit(true);
  if (values.organizationId) return eb(column, "=", values.organizationId);
  return values.organizationIds ? isAnyOf(column, values.organizationIds) : eb.lit(false);
}

/** The tickets `t` that the scope may see. */
export function scopedTickets(scope: AnyScope) {
  return db().selectFrom("ticket as t").where(isTicketInScope(scope));
}

/** Of a ticket `t`. */
export function isTicketInScope(scope: AnyScope): Expression<SqlBool> {
  const eb = expressionBuilder<{ t: DB["ticket"] }, "t">();
  return eb.and([
    inScope(scope, eb.ref("t.organization_id")),
    isOpenInScope(scope, eb.ref("t.id")),
  ]);
}

/** Of a submission `s`. Before it has a ticket, a private one is its author's alone. */
export function isSubmissionInScope(scope: AnyScope): Expression<SqlBool> {
  const eb = expressionBuilder<DB & { s: DB["submission"] }, "s">();
  const viewerId = viewerOf(scope);
  if (!viewerId) return eb.lit(true);
  const isFiledPrivately = eb.exists(
    eb
      .selectFrom("private_submission as ps")
      .select("ps.submission_id")
      .whereRef("ps.submission_id", "=", "s.id")
      .where("ps.owner_id", "<>", viewerId),
  );
  return eb.and([
    inScope(scope, eb.ref("s.organization_id")),
    isOpenInScope(scope, eb.ref("s.ticket_id")),
    eb.or([eb("s.ticket_id", "is not", null), eb.not(isFiledPrivately)]),
  ]);
}

/**
 * True unless a ticket is private and the viewer neither owns it nor follows or mutes it. The same
 * rule as `isOpenTo`.
 */
export function isOpenInScope(
  scope: AnyScope,
  ticketId: Expression<string | null>,
): Expression<SqlBool> {
  const eb = expressionBuilder<DB, never>();
  const viewerId = viewerOf(scope);
  if (!viewerId) return eb.lit(true);
  return eb.not(
    eb.exists(
      eb
        .selectFrom("ticket_setting as pt")
        .select("pt.ticket_id")
        .where("pt.ticket_id", "=", ticketId)
        .where("pt.is_private", "=", true)
        .where("pt.owner_id", "is distinct from", viewerId)
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom("ticket_follow as pf")
                .select("pf.user_id")
                .whereRef("pf.ticket_id", "=", "pt.ticket_id")
                .where("pf.user_id", "=", viewerId),
            ),
          ),
        ),
    ),
  );
}
