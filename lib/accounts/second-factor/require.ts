import { actedBy } from "../../auth/acted-by";
import { assertMay, may } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { type Db, db, transaction } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import { env } from "../../env";
import { assertStillMay, lockOrganization } from "../member-locks";
import { hasFactor, isOnlyIn } from "../person-facts";
import type { RequireSecondFactorInput } from "./schemas";

/** The number of members without a second factor, and whether the viewer is one of them. */
export interface AskedMembers {
  count: number;
  includesViewer: boolean;
}

export interface FactorRequirement {
  organizationId: string;
  isRequired: boolean;
  asked: AskedMembers;
  isEmpty: boolean;
  /** This portal waives the requirement, see SECOND_FACTOR. */
  isWaived: boolean;
}

/** Null for those who may not change it, and for an unknown organization. */
export async function factorRequirement(
  viewer: Viewer,
  organizationId: string,
): Promise<FactorRequirement | null> {
  if (!may(viewer, "organization.security", organizationId)) return null;
  const [organization, asked] = await Promise.all([
    prisma().organization.findUnique({
      where: { id: organizationId },
      select: { requiresSecondFactor: true, memberships: { select: { userId: true }, take: 1 } },
    }),
    membersWithoutFactor(db(), viewer, organizationId),
  ]);
  return organization
    ? {
        organizationId,
        isRequired: organization.requiresSecondFactor,
        asked,
        isEmpty: organization.memberships.length === 0,
        isWaived: env().SECOND_FACTOR === "waived",
      }
    : null;
}

/**
 * Counts the people who will be asked to set one up. Leaves out people who are also in other
 * organizations, whose second factor is none of this one's business. The caller checks access.
 */
async function membersWithoutFactor(
  client: Db,
  viewer: Viewer,
  organizationId: string,
): Promise<AskedMembers> {
  const members = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select("m.user_id as userId")
    .where("m.organization_id", "=", organizationId)
    .where("u.disabled_at", "is", null)
    .where((eb) => eb.not(hasFactor(eb.ref("m.user_id"))))
    .where((eb) => eb.or([eb("m.user_id", "=", viewer.userId), isOnlyIn(eb.ref("m.user_id"))]))
    .execute();
  return {
    count: members.length,
    includesViewer: members.some(({ userId }) => userId === viewer.userId),
  };
}

/**
 * Makes members set up a second factor on their next request, the viewer included, so that it locks
 * no one out; members of other organizations do so before they see this one. Returns the members
 * who must.
 */
export async function requireSecondFactor(
  viewer: Viewer,
  { organizationId, isRequired }: RequireSecondFactorInput,
): Promise<AskedMembers> {
  assertMay(viewer, "organization.security", organizationId);
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "organization.security", organizationId);
    const changed = await client
      .updateTable("organization")
      .set({ requires_second_factor: isRequired })
      .where("id", "=", organizationId)
      .where("requires_second_factor", "<>", isRequired)
      .returning("id")
      .executeTakeFirst();
    if (changed)
      await audit(
        {
          ...actedBy(viewer),
          organizationId,
          action: "organization.second_factor_changed",
          targetType: "organization",
          targetId: organizationId,
          data: { isRequired },
        },
        client,
      );
    if (!isRequired) return { count: 0, includesViewer: false };
    return membersWithoutFactor(client, viewer, organizationId);
  });
}
