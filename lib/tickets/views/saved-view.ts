import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { inScope, type ScopeValues } from "../../auth/scope";
import type { Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { Translate } from "../../i18n/message";
import type { Audience } from "../../routes";
import type { FilterChoices } from "../list/types";
import { filtersOf } from "../schemas";
import { ALL_STAFF, viewQuery } from "./schemas";
import type { BrokenPart, SavedView } from "./types";

interface ViewRow {
  id: string;
  name: string;
  query: string;
  organizationId: string | null;
  organizationName: string | null;
  isPinned: boolean;
  forStaff: boolean;
  /** Null: shared. */
  userId: string | null;
}

/** Staff see those of staff, others never. */
export interface ViewValues extends ScopeValues {
  staffId?: string;
}

/** The viewer's own views and those of the scope's organizations or of all staff, in order. */
export function viewsOf(scope: Placeholders<ViewValues>) {
  return db()
    .selectFrom("saved_view as w")
    .leftJoin("organization as o", "o.id", "w.organization_id")
    .select([
      "w.id",
      "w.name",
      "w.query",
      "w.organization_id as organizationId",
      "o.name as organizationName",
      "w.is_pinned as isPinned",
      "w.for_staff as forStaff",
      "w.user_id as userId",
    ])
    .where(isSeen(scope))
    .orderBy("o.name", (order) => order.asc().nullsFirst())
    .orderBy("w.organization_id")
    .orderBy("w.user_id", (order) => order.asc().nullsLast())
    .orderBy("w.position")
    .orderBy("w.id");
}

function isSeen({ viewerId, staffId, ...scope }: Placeholders<ViewValues>): Expression<SqlBool> {
  const eb = expressionBuilder<{ w: DB["saved_view"] }, "w">();
  if (scope.all && staffId !== undefined)
    return eb.and([
      eb("w.for_staff", "=", true),
      eb.or([eb("w.user_id", "is", null), eb("w.user_id", "=", staffId as Expression<string>)]),
    ]);
  if (viewerId === undefined) return eb.lit(false);
  return eb.or([
    eb.and([eb("w.user_id", "=", viewerId as Expression<string>), eb("w.for_staff", "=", false)]),
    eb.and([
      eb("w.organization_id", "is not", null),
      inScope({ ...scope, viewerId }, eb.ref("w.organization_id") as Expression<string>),
    ]),
  ]);
}

/** A list of `maxServices` choices may be incomplete, so no service is missed. */
export function savedView(
  t: Translate,
  row: ViewRow,
  choices: FilterChoices,
  maxServices: number,
): SavedView {
  const { id, name, query, forStaff, isPinned } = row;
  const filters = { ...filtersOf(new URLSearchParams(query)), view: id };
  // Staff find services by name, and no list has them all.
  const hasAll = !forStaff && choices.service.length < maxServices;
  const judged = hasAll ? ["service" as const] : [];
  const unknown = (["provider", "status", ...judged] as const).flatMap((filter) =>
    filters[filter]
      .filter((value) => !choices[filter].some((one) => one.value === value.replace(/^-/, "")))
      .map((value) => ({ name: filter, value })),
  );
  return {
    id,
    name,
    organization: sharedWith(t, row),
    isPinned,
    filters,
    broken: [...unread(query, forStaff ? "staff" : "customer"), ...unknown],
  };
}

function sharedWith(
  t: Translate,
  { forStaff, userId, organizationId, organizationName }: ViewRow,
): SavedView["organization"] {
  if (forStaff) return userId === null ? { id: ALL_STAFF, name: t("views.allStaff") } : null;
  return organizationId === null ? null : { id: organizationId, name: organizationName ?? "" };
}

/** Saved by a version that had other filters. */
function unread(query: string, audience: Audience): BrokenPart[] {
  const read = new URLSearchParams(viewQuery(query, audience));
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => !read.getAll(name).includes(value))
    .map(([name, value]) => ({ name, value }));
}
