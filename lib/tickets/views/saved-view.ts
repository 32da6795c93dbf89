import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { inScope, type ScopeValues } from "../../auth/scope";
import type { Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { FilterChoices } from "../list/types";
import { filtersOf } from "../schemas";
import { viewQuery } from "./schemas";
import type { BrokenPart, SavedView } from "./types";

interface ViewRow {
  id: string;
  name: string;
  query: string;
  organizationId: string | null;
  organizationName: string | null;
  isPinned: boolean;
}

/** The viewer's own views and those of the scope's organizations, in order. */
export function viewsOf(scope: Placeholders<ScopeValues>) {
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
    ])
    .where(isSeen(scope))
    .orderBy("o.name", (order) => order.asc().nullsFirst())
    .orderBy("w.organization_id")
    .orderBy("w.position")
    .orderBy("w.id");
}

function isSeen({ viewerId, ...scope }: Placeholders<ScopeValues>): Expression<SqlBool> {
  const eb = expressionBuilder<{ w: DB["saved_view"] }, "w">();
  if (viewerId === undefined) return eb.lit(false);
  return eb.or([
    eb("w.user_id", "=", viewerId as Expression<string>),
    eb.and([
      eb("w.organization_id", "is not", null),
      inScope({ ...scope, viewerId }, eb.ref("w.organization_id") as Expression<string>),
    ]),
  ]);
}

/** A list of `maxServices` choices may be incomplete, so no service is missed. */
export function savedView(row: ViewRow, choices: FilterChoices, maxServices: number): SavedView {
  const { id, name, query, organizationId, organizationName, isPinned } = row;
  const filters = { ...filtersOf(new URLSearchParams(query)), view: id };
  const judged = choices.service.length < maxServices ? ["service" as const] : [];
  const unknown = (["provider", "status", ...judged] as const).flatMap((filter) =>
    filters[filter]
      .filter((value) => !choices[filter].some((one) => one.value === value.replace(/^-/, "")))
      .map((value) => ({ name: filter, value })),
  );
  return {
    id,
    name,
    organization:
      organizationId === null ? null : { id: organizationId, name: organizationName ?? "" },
    isPinned,
    filters,
    broken: [...unread(query), ...unknown],
  };
}

/** Saved by a version that had other filters. */
function unread(query: string): BrokenPart[] {
  const read = new URLSearchParams(viewQuery(query));
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => !read.getAll(name).includes(value))
    .map(([name, value]) => ({ name, value }));
}
