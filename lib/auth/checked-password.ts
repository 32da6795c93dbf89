import type { Db } from "../db/kysely";

/**
 * False if the password was changed after the given hash was read: checking it takes a while, and
 * the old password must not sign in any more. The lock makes a later change wait, which then ends
 * the new session.
 */
export async function lockCheckedPassword(
  client: Db,
  userId: string,
  passwordHash: string | null,
): Promise<boolean> {
  const user = await client
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId)
    .where("password_hash", "=", passwordHash)
    .forShare()
    .executeTakeFirst();
  return user !== undefined;
}
