import { expressionBuilder } from "kysely";

import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
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
 * An authenticator app is always asked for; a passkey only if a second factor is required for
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

/** The columns `hasAuthenticator` and `hasPasskey` of a query on `user as u`. */
function factorColumns() {
  const eb = expressionBuilder<DB & { u: DB["user"] }, "u">();
  const apps = eb
    .selectFrom("authenticator as a")
    .select("a.user_id")
    .whereRef("a.user_id", "=", "u.id")
    .where("a.confirmed_at", "is not", null);
  const passkeys = eb.selectFrom("passkey as p").select("p.id").whereRef("p.user_id", "=", "u.id");
  return [eb.exists(apps).as("hasAuthenticator"), eb.exists(passkeys).as("hasPasskey")] as const;
}

/** Returns whether a person who has given one factor must give a second one. */
export async function lacksSecondFactor(client: Db, userId: string): Promise<boolean> {
  const memberships = await client
    .selectFrom("membership as m")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .select("o.requires_second_factor as requiresSecondFactor")
    .where("m.user_id", "=", userId)
    .execute();
  const user = await client
    .selectFrom("user as u")
    .select(["u.role", ...factorColumns()])
    .where("u.id", "=", userId)
    .executeTakeFirstOrThrow();
  return missingStep({ ...user, secondFactorAt: null, memberships }) !== null;
}
