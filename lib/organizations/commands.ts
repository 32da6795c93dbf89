import { actedBy } from "../auth/acted-by";
import {
  assertMay,
  isManager,
  isStaff,
  mayEverywhere,
  ownOrganizations,
} from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { prismaTransaction } from "../db/prisma";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import type {
  NewOrganizationInput,
  OrganizationNameInput,
  OrganizationSettingsInput,
} from "./schemas";

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

/** Managers of the organization, and administrators. Audits real changes only. */
export async function renameOrganization(
  viewer: Viewer,
  { organizationId, name }: OrganizationNameInput,
): Promise<OrganizationNameInput> {
  assertMay(viewer, "organization.settings", organizationId);
  return prismaTransaction(async (transaction) => {
    const before = await transaction.organization.findUnique({ where: { id: organizationId } });
    if (!before) throw new AppError("not_found");
    if (before.name === name) return { organizationId, name };
    await transaction.organization.update({ where: { id: organizationId }, data: { name } });
    await audit(
      {
        ...actedBy(viewer),
        organizationId,
        action: "organization.renamed",
        targetType: "organization",
        targetId: organizationId,
        data: { name, before: before.name },
      },
      transaction,
    );
    return { organizationId, name };
  });
}

/** Administrators only. It has no people yet. */
export async function createOrganization(
  viewer: Viewer,
  { name }: NewOrganizationInput,
): Promise<{ organizationId: string }> {
  if (!mayEverywhere(viewer, "organizations.manage"))
    throw new AppError(isStaff(viewer) ? "forbidden" : "not_found");
  return prismaTransaction(async (transaction) => {
    const { id } = await transaction.organization.create({ data: { name }, select: { id: true } });
    await audit(
      {
        ...actedBy(viewer),
        organizationId: id,
        action: "organization.created",
        targetType: "organization",
        targetId: id,
        data: { name },
      },
      transaction,
    );
    return { organizationId: id };
  });
}
