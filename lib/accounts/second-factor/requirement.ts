import type { Viewer } from "../../auth/types";
import type { Db } from "../../db/kysely";
import { env } from "../../env";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";

/**
 * Locks a person's second factors against other changes. Throws `unauthenticated` for a disabled
 * account, and for a session that has ended meanwhile.
 */
export async function lockFactors(client: Db, { userId, session }: Viewer): Promise<void> {
  const user = await client
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  const going = await client
    .selectFrom("session")
    .select("id")
    .where("id", "=", session.id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (!user || !going) throw new AppError("unauthenticated");
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

/**
 * Throws `forbidden` if the session lacks the passkey that opens locked organizations. Someone who
 * stole the password could otherwise open them with a factor of their own, or remove the passkey
 * first.
 */
export async function assertNoPasskeyLeftOut(
  client: Db,
  { userId, lockedOrganizations }: Viewer,
): Promise<void> {
  if (lockedOrganizations.length > 0 && (await hasPasskey(client, userId)))
    throw new AppError("forbidden", { text: message("secondFactor.passkeyFirst") });
}

/** Returns whether the person's role or each of their organizations requires a second factor. */
export async function mustHaveFactor(client: Db, userId: string): Promise<boolean> {
  if (env().SECOND_FACTOR === "waived") return false;
  const rows = await client
    .selectFrom("user as u")
    .leftJoin("membership as m", "m.user_id", "u.id")
    .leftJoin("organization as o", "o.id", "m.organization_id")
    .select(["u.role", "o.requires_second_factor as isRequired"])
    .where("u.id", "=", userId)
    .execute();
  return rows.some(({ role }) => role !== "customer") || rows.every((one) => one.isRequired);
}

/**
 * Without any factor left, the person's sessions no longer count as having given one, so that
 * organizations requiring one are locked again.
 */
export async function lockWithoutFactor(client: Db, userId: string): Promise<void> {
  if ((await hasAuthenticator(client, userId)) || (await hasPasskey(client, userId))) return;
  await client
    .updateTable("session")
    .set({ second_factor_at: null })
    .where("user_id", "=", userId)
    .where("second_factor_at", "is not", null)
    .execute();
}
