import { actedBy } from "../../auth/acted-by";
import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { prisma, type PrismaTransaction, prismaTransaction } from "../../db/prisma";
import type { RequireSecondFactorInput } from "./schemas";

/** How many members of an organization have no second factor, and whether the viewer is one. */
export interface AskedMembers {
  count: number;
  includesViewer: boolean;
}

/** Those who will be asked to set one up. The caller checks access. */
export async function membersWithoutFactor(
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
 * Members then set a second factor up on their next request, whoever requires it included: nobody
 * is locked out. Returns whom it asks.
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
