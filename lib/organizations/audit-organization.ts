import { actedBy } from "../auth/acted-by";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import type { Db } from "../db/kysely";

/** In the transaction of the change. */
export function auditOrganization(
  client: Db,
  viewer: Viewer,
  change: "settings_changed" | "renamed" | "created",
  organizationId: string,
  data: Record<string, string | boolean>,
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: `organization.${change}`,
      targetType: "organization",
      targetId: organizationId,
      data,
    },
    client,
  );
}
