import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import { env } from "../../env";
import { AppError } from "../../errors";
import { countRecoveryCodes } from "./recovery-codes";

export interface SecondFactorStatus {
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  recoveryCodes: number;
  /** Names of organizations that require a second factor. */
  requiredBy: string[];
  /** True if each of the person's organizations requires one: they can do nothing without it. */
  isRequiredByAll: boolean;
  /** Staff and administrators need one. */
  isRequiredByRole: boolean;
  /** This portal waives the requirement, see SECOND_FACTOR. */
  isWaived: boolean;
}

/** Of the viewer themselves. Throws `unauthenticated` if the account has been disabled since. */
export async function secondFactorStatus({ userId }: Viewer): Promise<SecondFactorStatus> {
  const [user, recoveryCodes] = await Promise.all([
    prisma().user.findFirst({
      where: { id: userId, disabledAt: null },
      select: {
        role: true,
        authenticator: { select: { confirmedAt: true } },
        passkeys: { select: { id: true }, take: 1 },
        memberships: {
          select: { organization: { select: { name: true, requiresSecondFactor: true } } },
        },
      },
    }),
    countRecoveryCodes(db(), userId),
  ]);
  if (!user) throw new AppError("unauthenticated");
  const organizations = user.memberships.map(({ organization }) => organization);
  const requiring = organizations.filter((one) => one.requiresSecondFactor);
  return {
    hasAuthenticator: Boolean(user.authenticator?.confirmedAt),
    hasPasskey: user.passkeys.length > 0,
    recoveryCodes,
    requiredBy: requiring.map(({ name }) => name),
    isRequiredByAll: requiring.length > 0 && requiring.length === organizations.length,
    isRequiredByRole: user.role !== "customer",
    isWaived: env().SECOND_FACTOR === "waived",
  };
}

export function isRequired({
  isRequiredByRole,
  isRequiredByAll,
  isWaived,
}: SecondFactorStatus): boolean {
  return !isWaived && (isRequiredByRole || isRequiredByAll);
}
