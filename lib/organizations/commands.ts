import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { transaction } from "../db/sql";
import { AppError } from "../errors";
import type { OrganizationSettingsInput } from "./schemas";

/**
 * Changes the settings of one of the viewer's organizations, for what is sent from now on. Throws not_found for every other id and
 * forbidden for who is no manager there. A change is an audit row in the same transaction; the same settings again are none.
 */
export async function changeOrganizationSettings(
  viewer: Viewer,
  { organizationId, useReferences }: OrganizationSettingsInput,
): Promise<OrganizationSettingsInput> {
  if (!ownOrganizations(viewer).includes(organizationId)) throw new AppError("not_found");
  if (!isManager(viewer, organizationId))
    throw new AppError("forbidden", {
      message: "Only a manager of the organization may change its settings.",
    });
  return transaction(async (client) => {
    const { rowCount } = await client.query(
      "UPDATE organization SET use_references = $2 WHERE id = $1 AND use_references <> $2",
      [organizationId, useReferences],
    );
    if (rowCount === 1) {
      await audit(
        {
          actorId: viewer.userId,
          organizationId,
          action: "organization.settings_changed",
          targetType: "organization",
          targetId: organizationId,
          data: { useReferences },
        },
        client,
      );
    }
    return { organizationId, useReferences };
  });
}
