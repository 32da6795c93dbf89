import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import type { OrganizationSettingsInput } from "./schemas";

/**
 * Changes the settings for future messages. Throws `not_found` for a foreign organization and
 * `forbidden` for a member who is no manager. Audits real changes only, in the same transaction.
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
    const { rowCount } = await sqlResult(
      "UPDATE organization SET use_references = $2 WHERE id = $1 AND use_references <> $2",
      [organizationId, useReferences],
      client,
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
