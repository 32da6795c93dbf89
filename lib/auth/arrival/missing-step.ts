import type { Db } from "../../db/kysely";
import { env } from "../../env";
import type { SignInStep } from "../types";

export interface SecondFactorFacts {
  role: "customer" | "staff" | "admin";
  secondFactorAt: Date | null;
  hasAuthenticator: boolean | 0 | 1;
  hasPasskey: boolean | 0 | 1;
  memberships: ReadonlyArray<{ requiresSecondFactor: boolean }>;
}

/** An authenticator app is always asked for; a passkey only where a second factor is required. */
export function missingStep(facts: SecondFactorFacts): SignInStep | null {
  if (facts.secondFactorAt) return null;
  if (facts.hasAuthenticator) return "second_factor";
  if (env().SECOND_FACTOR === "waived") return null;
  const isRequired =
    facts.role !== "customer" || facts.memberships.some((one) => one.requiresSecondFactor);
  if (!isRequired) return null;
  return facts.hasPasskey ? "second_factor" : "second_factor_setup";
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
