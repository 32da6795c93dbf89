import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";

export interface OrganizationSettings {
  organizationId: string;
  name: string;
  /** Sent messages end with a reference, which helps to find lost writes. */
  useReferences: boolean;
  mayChange: boolean;
}

/** Returns the settings of the viewer's own organizations. */
export async function organizationSettings(viewer: Viewer): Promise<OrganizationSettings[]> {
  const rows = await sql<Omit<OrganizationSettings, "mayChange">>(
    `SELECT id AS "organizationId", name, use_references AS "useReferences"
      FROM organization
      WHERE id = ANY($1)
      ORDER BY name, id`,
    [ownOrganizations(viewer)],
  );
  return rows.map((row) => ({ ...row, mayChange: isManager(viewer, row.organizationId) }));
}
