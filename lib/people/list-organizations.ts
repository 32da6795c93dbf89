import { actedBy } from "../auth/acted-by";
import { mayEverywhere } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { auditOnce } from "../db/audit";
import { countRows } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { isId } from "../ids";
import { auditList } from "./audit-list";
import { LISTED_PER_PAGE } from "./list-people";
import type { OrganizationFilters } from "./schemas";
import { searchPatterns } from "./search-patterns";
import type { ListedOrganization, NamePage, OrganizationDetail } from "./types";

/** By name. Staff only; audited. The counts are of the page's organizations alone. */
export async function listOrganizations(
  viewer: Viewer,
  { q, after }: OrganizationFilters,
): Promise<NamePage<ListedOrganization>> {
  if (!mayEverywhere(viewer, "organizations.read")) throw new AppError("not_found");
  await auditList(viewer, "organizations", { q });
  const rows = await pageQuery(searchPatterns(q), after).execute();
  const items = rows.slice(0, LISTED_PER_PAGE).map(({ people, connections, ...row }) => ({
    ...row,
    people: people ?? 0,
    connections: connections ?? 0,
  }));
  return {
    items,
    nextCursor: rows.length > LISTED_PER_PAGE ? (items.at(-1)?.id ?? null) : null,
  };
}

export function pageQuery(patterns: readonly string[], after: string | undefined) {
  return db()
    .with("page", (query) => {
      let page = query
        .selectFrom("organization")
        .select(["id", "name"])
        .orderBy("name")
        .orderBy("id")
        .limit(LISTED_PER_PAGE + 1);
      for (const pattern of patterns) page = page.where("name", "ilike", pattern);
      if (!after) return page;
      return page.where((eb) =>
        eb(
          eb.refTuple("name", "id"),
          ">",
          eb
            .selectFrom("organization as o")
            .select(["o.name", "o.id"])
            .where("o.id", "=", after)
            .$asTuple("name", "id"),
        ),
      );
    })
    .selectFrom("page")
    .select((eb) => [
      "page.id",
      "page.name",
      eb
        .selectFrom("membership as m")
        .whereRef("m.organization_id", "=", "page.id")
        .select(countRows().as("people"))
        .as("people"),
      eb
        .selectFrom("connection as c")
        .whereRef("c.organization_id", "=", "page.id")
        .where("c.status", "<>", "disconnected")
        .select(countRows().as("connections"))
        .as("connections"),
    ])
    .orderBy("page.name")
    .orderBy("page.id");
}

/** Null for an unknown id. Staff only; audited. */
export async function getOrganization(
  viewer: Viewer,
  id: string,
  at?: Date,
): Promise<OrganizationDetail | null> {
  if (!mayEverywhere(viewer, "organizations.read")) throw new AppError("not_found");
  if (!isId(id)) return null;
  const row = await db()
    .selectFrom("organization as o")
    .where("o.id", "=", id)
    .select((eb) => [
      "o.id",
      "o.name",
      "o.created_at as createdAt",
      eb
        .selectFrom("connection as c")
        .whereRef("c.organization_id", "=", "o.id")
        .where("c.status", "<>", "disconnected")
        .select(countRows().as("connections"))
        .as("connections"),
    ])
    .executeTakeFirst();
  if (!row) return null;
  await auditOnce({
    ...actedBy(viewer),
    organizationId: row.id,
    action: "organization.viewed",
    targetType: "organization",
    targetId: row.id,
    data: at && { at: at.toISOString() },
  });
  return { ...row, connections: row.connections ?? 0 };
}
