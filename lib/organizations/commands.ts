import { actedBy } from "../auth/acted-by";
import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { prismaTransaction } from "../db/prisma";
import { AppError } from "../errors";
import { message } from "../i18n/message";
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
      text: message("organizations.onlyManagersChange"),
    });
  return prismaTransaction(async (transaction) => {
    const changed = await transaction.organization.updateMany({
      where: { id: organizationId, useReferences: { not: useReferences } },
      data: { useReferences },
    });
    if (changed.count === 1)
      await audit(
        {
          ...actedBy(viewer),
          organizationId,
          action: "organization.settings_changed",
          targetType: "organization",
          targetId: organizationId,
          data: { useReferences },
        },
        transaction,
      );
    return { organizationId, useReferences };
  });
}
