import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";

export interface OrganizationSettings {
  organizationId: string;
  name: string;
  /** Whether messages that go out end with a reference, by which a lost answer is found. */
  useReferences: boolean;
  /** Managers change them, members see them. */
  mayChange: boolean;
}

/** The settings of the viewer's own organizations, by name. */
export async function organizationSettings(viewer: Viewer): Promise<OrganizationSettings[]> {
  const rows = await sql<Omit<OrganizationSettings, "mayChange">>(
    `SELECT id AS "organizationId", name, use_references AS "useReferences" FROM organization WHERE id = ANY($1) ORDER BY name, id`,
    [ownOrganizations(viewer)],
  );
  return rows.map((row) => ({ ...row, mayChange: isManager(viewer, row.organizationId) }));
}
