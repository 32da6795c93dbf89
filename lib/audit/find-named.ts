import { sql } from "kysely";

import { db } from "../db/kysely";
import { isId } from "../ids";
import { searchPatterns } from "../people/search-patterns";
import { searchQuery } from "../search/query";
import { isNamed } from "../tickets/list/search-condition";
import type { AuditWalk } from "./entry-page";

/** Each is a scan of an index for every page. */
const MAX_FOUND = 50;

/** The people, organizations, tickets or ids that a search in the log names. */
export async function findNamed(q: string): Promise<AuditWalk[]> {
  const [people, organizations, tickets] = await Promise.all([
    peopleNamed(q),
    organizationsNamed(q),
    ticketsNamed(q),
  ]);
  const named = isId(q) ? [q] : [];
  const actors = [...people, ...named];
  const walks: AuditWalk[] = [
    { column: "actor_id", values: actors },
    { column: "organization_id", values: [...organizations, ...named] },
    { column: "target_id", values: [...actors, ...organizations, ...tickets] },
  ];
  return walks.filter(({ values }) => values.length > 0);
}

async function peopleNamed(q: string): Promise<string[]> {
  let query = db().selectFrom("user").select("id").limit(MAX_FOUND);
  for (const pattern of searchPatterns(q))
    query = query.where((eb) =>
      eb.or([eb("name", "ilike", pattern), eb("email", "ilike", pattern)]),
    );
  return idsOf(await query.execute());
}

async function organizationsNamed(q: string): Promise<string[]> {
  let query = db().selectFrom("organization").select("id").limit(MAX_FOUND);
  for (const pattern of searchPatterns(q)) query = query.where("name", "ilike", pattern);
  return idsOf(await query.execute());
}

/** By number, provider's id or reference, through the index of the ticket search. */
async function ticketsNamed(q: string): Promise<string[]> {
  const exact = q.replace(/^#\s*/, "").toLowerCase();
  const words = searchQuery(exact);
  if (words === null || !/[\d-]/.test(exact) || /\s/.test(exact)) return [];
  const rows = await db()
    .selectFrom("ticket_search as s")
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .select("t.id")
    .where("s.words", "@@", sql<string>`${words}::tsquery`)
    .where(isNamed(sql.val(exact)))
    .limit(MAX_FOUND)
    .execute();
  return idsOf(rows);
}

const idsOf = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(({ id }) => id);
