import { sql } from "kysely";

import { ownScope, scopedTickets } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { isAnyOf } from "../db/expressions";

interface CaseEntry {
  id: string;
  targetType: string | null;
}

/** The tickets that were in a case at the time of an entry, of those that the viewer sees. */
export async function ticketsOfCases(
  viewer: Viewer,
  entries: readonly CaseEntry[],
): Promise<ReadonlyMap<string, string[]>> {
  const ids = entries.flatMap(({ id, targetType }) => (targetType === "case" ? [id] : []));
  if (ids.length === 0) return new Map();
  const rows = await scopedTickets(ownScope(viewer))
    .innerJoin("review_case_ticket as rt", "rt.ticket_id", "t.id")
    .innerJoin("audit_entry as a", "a.target_id", "rt.case_id")
    .where((eb) => isAnyOf(eb.ref("a.id"), ids))
    .whereRef("a.organization_id", "=", "t.organization_id")
    .whereRef("rt.added_at", "<=", "a.at")
    .where((eb) =>
      eb.or([eb("rt.removed_at", "is", null), eb("rt.removed_at", ">", eb.ref("a.at"))]),
    )
    .select(["a.id", sql<string[]>`array_agg(t.id ORDER BY rt.id)`.as("tickets")])
    .groupBy("a.id")
    .execute();
  return new Map(rows.map(({ id, tickets }) => [id, tickets]));
}
