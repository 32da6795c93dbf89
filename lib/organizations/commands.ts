import { assertStillMay, lockOrganization } from "../accounts/member-locks";
import { assertMay, assertMayEverywhere, isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { transaction } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { newId } from "../ids";
import { auditOrganization } from "./audit-organization";
import type {
  NewOrganizationInput,
  OrganizationNameInput,
  OrganizationSettingsInput,
} from "./schemas";

/**
 * Changes the settings that are given. Throws `not_found` for a foreign organization and `forbidden`
 * for a member who is no manager. Audits real changes only, in the same transaction.
 */
export async function changeOrganizationSettings(
  viewer: Viewer,
  { organizationId, useReferences, asksReason }: OrganizationSettingsInput,
): Promise<OrganizationSettingsInput> {
  if (!ownOrganizations(viewer).includes(organizationId)) throw new AppError("not_found");
  if (!isManager(viewer, organizationId))
    throw new AppError("forbidden", {
      text: message("organizations.onlyManagersChange"),
    });
  const given = {
    ...(useReferences === undefined ? {} : { useReferences }),
    ...(asksReason === undefined ? {} : { asksReason }),
  };
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "connections.connect", organizationId);
    const changed = await client
      .updateTable("organization")
      .set({ use_references: useReferences, asks_reason: asksReason })
      .where("id", "=", organizationId)
      .where((eb) =>
        eb.or([
          eb("use_references", "<>", useReferences ?? eb.ref("use_references")),
          eb("asks_reason", "<>", asksReason ?? eb.ref("asks_reason")),
        ]),
      )
      .returning("id")
      .executeTakeFirst();
    if (changed) await auditOrganization(client, viewer, "settings_changed", organizationId, given);
    return { organizationId, ...given };
  });
}

/** Managers of the organization, and administrators. Audits real changes only. */
export async function renameOrganization(
  viewer: Viewer,
  { organizationId, name }: OrganizationNameInput,
): Promise<OrganizationNameInput> {
  assertMay(viewer, "organization.settings", organizationId);
  return transaction(async (client) => {
    const before = await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "organization.settings", organizationId);
    if (before === name) return { organizationId, name };
    await client
      .updateTable("organization")
      .set({ name })
      .where("id", "=", organizationId)
      .execute();
    await auditOrganization(client, viewer, "renamed", organizationId, { name, before });
    return { organizationId, name };
  });
}

/** Administrators only. It has no people yet. */
export async function createOrganization(
  viewer: Viewer,
  { name }: NewOrganizationInput,
): Promise<{ organizationId: string }> {
  assertMayEverywhere(viewer, "organizations.manage");
  return transaction(async (client) => {
    await assertStillMay(client, viewer, "organizations.manage", null);
    const organizationId = newId();
    await client.insertInto("organization").values({ id: organizationId, name }).execute();
    await auditOrganization(client, viewer, "created", organizationId, { name });
    return { organizationId };
  });
}
