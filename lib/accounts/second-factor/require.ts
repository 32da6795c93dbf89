import { actedBy } from "../../auth/acted-by";
import { assertMay, may } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { prisma, type PrismaTransaction, prismaTransaction } from "../../db/prisma";
import { env } from "../../env";
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
    membersWithoutFactor(viewer, organizationId),
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

/** Those who will be asked to set one up. The caller checks access. */
async function membersWithoutFactor(
  viewer: Viewer,
  organizationId: string,
  client: Pick<PrismaTransaction, "membership"> = prisma(),
): Promise<AskedMembers> {
  const members = await client.membership.findMany({
    where: {
      organizationId,
      user: { disabledAt: null, authenticator: null, passkeys: { none: {} } },
    },
    select: { userId: true },
  });
  return {
    count: members.length,
    includesViewer: members.some(({ userId }) => userId === viewer.userId),
  };
}

/**
 * Makes members set up a second factor on their next request, the viewer included, so that it locks
 * no one out. Returns the members who must.
 */
export async function requireSecondFactor(
  viewer: Viewer,
  { organizationId, isRequired }: RequireSecondFactorInput,
): Promise<AskedMembers> {
  assertMay(viewer, "organization.security", organizationId);
  return prismaTransaction(async (transaction) => {
    const changed = await transaction.organization.updateMany({
      where: { id: organizationId, requiresSecondFactor: !isRequired },
      data: { requiresSecondFactor: isRequired },
    });
    if (changed.count === 1)
      await audit(
        {
          ...actedBy(viewer),
          organizationId,
          action: "organization.second_factor_changed",
          targetType: "organization",
          targetId: organizationId,
          data: { isRequired },
        },
        transaction,
      );
    if (!isRequired) return { count: 0, includesViewer: false };
    return membersWithoutFactor(viewer, organizationId, transaction);
  });
}
