import { mayEverywhere } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { db } from "../db/kysely";
import { auditList } from "./audit-list";
import { searchPatterns } from "./search-patterns";
import type { FoundOrganization } from "./types";

const MAX_FOUND = 5;
/** Longer searches are cut. */
const MAX_TYPED = 100;

/** Returns the first by name that have every word. The caller checks access. */
export async function firstOrganizations(
  typed: string,
  most: number,
): Promise<FoundOrganization[]> {
  return db()
    .selectFrom("organization")
    .select(["id", "name"])
    .where((eb) => eb.and(searchPatterns(typed).map((pattern) => eb("name", "ilike", pattern))))
    .orderBy("name")
    .orderBy("id")
    .limit(most)
    .execute();
}

/** Returns the first that have every typed word. For staff alone; audited. */
export async function findOrganizations(
  viewer: Viewer,
  typed: string,
): Promise<FoundOrganization[]> {
  const q = typed.replaceAll("\0", "").trim().slice(0, MAX_TYPED);
  if (q === "" || !mayEverywhere(viewer, "organizations.read")) return [];
  await auditList(viewer, "organizations", { q });
  return firstOrganizations(q, MAX_FOUND);
}
