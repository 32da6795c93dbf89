import type { Db } from "../../db/kysely";
import { env } from "../../env";
import { AppError } from "../../errors";

/**
 * Locks a person's second factors against other changes. Throws `unauthenticated` for a disabled
 * account.
 */
export async function lockFactors(client: Db, userId: string): Promise<void> {
  const user = await client
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!user) throw new AppError("unauthenticated");
}

export async function hasAuthenticator(client: Db, userId: string): Promise<boolean> {
  const app = await client
    .selectFrom("authenticator")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("confirmed_at", "is not", null)
    .executeTakeFirst();
  return app !== undefined;
}

export async function hasPasskey(client: Db, userId: string): Promise<boolean> {
  const passkey = await client
    .selectFrom("passkey")
    .select("id")
    .where("user_id", "=", userId)
    .limit(1)
    .executeTakeFirst();
  return passkey !== undefined;
}

/** Returns whether the person's role or one of their organizations requires a second factor. */
export async function mustHaveFactor(client: Db, userId: string): Promise<boolean> {
  if (env().SECOND_FACTOR === "waived") return false;
  const demanded = await client
    .selectFrom("user as u")
    .leftJoin("membership as m", "m.user_id", "u.id")
    .leftJoin("organization as o", "o.id", "m.organization_id")
    .select("u.id")
    .where("u.id", "=", userId)
    .where((eb) =>
      eb.or([eb("u.role", "<>", "customer"), eb("o.requires_second_factor", "=", true)]),
    )
    .limit(1)
    .executeTakeFirst();
  return demanded !== undefined;
}
