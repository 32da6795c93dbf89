import type { Db } from "../../db/kysely";
import { env } from "../../env";
import type { SignInStep, Viewer, ViewerMembership } from "../types";

export interface SecondFactorFacts {
  role: "customer" | "staff" | "admin";
  secondFactorAt: Date | null;
  hasAuthenticator: boolean | 0 | 1;
  hasPasskey: boolean | 0 | 1;
  memberships: ReadonlyArray<{ requiresSecondFactor: boolean }>;
}

/**
 * An authenticator app is always asked for; a passkey only where a second factor is required for
 * everything that the person may see: docs/decisions/2026-11-27-people-of-several-organizations.md.
 */
export function missingStep(facts: SecondFactorFacts): SignInStep | null {
  if (facts.secondFactorAt) return null;
  if (facts.hasAuthenticator) return "second_factor";
  if (env().SECOND_FACTOR === "waived") return null;
  const { role, memberships } = facts;
  const isRequired =
    role !== "customer" ||
    (memberships.length > 0 && memberships.every((one) => one.requiresSecondFactor));
  if (!isRequired) return null;
  return facts.hasPasskey ? "second_factor" : "second_factor_setup";
}

/** Leaves out organizations that require a second factor, if the session lacks one. */
export function openAndLocked({
  secondFactorAt,
  memberships,
}: Pick<SecondFactorFacts, "secondFactorAt"> & {
  memberships: ReadonlyArray<ViewerMembership & { requiresSecondFactor: boolean }>;
}): Pick<Viewer, "memberships" | "lockedOrganizations"> {
  const isFree = secondFactorAt !== null || env().SECOND_FACTOR === "waived";
  const locked = memberships.filter((one) => !isFree && one.requiresSecondFactor);
  return {
    memberships: memberships
      .filter((one) => !locked.includes(one))
      .map(({ organizationId, organizationName, role }) => ({
        organizationId,
        organizationName,
        role,
      })),
    lockedOrganizations: locked.map(({ organizationId, organizationName }) => ({
      organizationId,
      organizationName,
    })),
  };
}

/** Whether the sign-in of a person who has given one factor lacks a second one. */
export async function lacksSecondFactor(client: Db, userId: string): Promise<boolean> {
  const memberships = await client
    .selectFrom("membership as m")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .select("o.requires_second_factor as requiresSecondFactor")
    .where("m.user_id", "=", userId)
    .execute();
  const user = await client
    .selectFrom("user as u")
    .select((eb) => [
      "u.role",
      eb
        .exists(
          eb
            .selectFrom("authenticator as a")
            .select("a.user_id")
            .whereRef("a.user_id", "=", "u.id")
            .where("a.confirmed_at", "is not", null),
        )
        .as("hasAuthenticator"),
      eb
        .exists(eb.selectFrom("passkey as p").select("p.id").whereRef("p.user_id", "=", "u.id"))
        .as("hasPasskey"),
    ])
    .where("u.id", "=", userId)
    .executeTakeFirstOrThrow();
  return missingStep({ ...user, secondFactorAt: null, memberships }) !== null;
}
