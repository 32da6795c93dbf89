import { may, organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { providerName } from "../../providers/labels";
import type { FilingTemplate, TemplateSummary } from "./types";

/** The templates of an account's form, by name. */
export async function filingTemplates(
  viewer: Viewer,
  connectionId: string,
): Promise<FilingTemplate[]> {
  return db()
    .selectFrom("filing_template as f")
    .innerJoin("connection as c", (join) =>
      join
        .onRef("c.organization_id", "=", "f.organization_id")
        .onRef("c.provider", "=", "f.provider"),
    )
    .where("c.id", "=", connectionId)
    .where((eb) =>
      isAnyOf(eb.ref("f.organization_id"), organizationsWhere(viewer, "tickets.write")),
    )
    .select((eb) => [
      "f.id",
      "f.name",
      eb.ref("f.values").$castTo<FilingTemplate["values"]>().as("values"),
    ])
    .orderBy("f.name")
    .orderBy("f.id")
    .execute();
}

/** Empty if the viewer may not manage them. */
export async function listTemplates(
  viewer: Viewer,
  organizationId: string,
): Promise<TemplateSummary[]> {
  if (!may(viewer, "templates.manage", organizationId)) return [];
  const rows = await db()
    .selectFrom("filing_template")
    .where("organization_id", "=", organizationId)
    .select(["id", "name", "provider"])
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map(({ id, name, provider }) => ({ id, name, providerName: providerName(provider) }));
}
