import { seal, unseal } from "../../crypto/seal";
import { now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { env } from "../../env";
import { stepOfCode } from "./totp";

const context = (userId: string) =>
  ({ organizationId: "", rowId: userId, provider: "portal", field: "authenticator" }) as const;

/** Stores a confirmed app. False if the person has one already. */
export async function addAuthenticator(
  client: Db,
  userId: string,
  secret: string,
  lastStep: number,
): Promise<boolean> {
  const added = await client
    .insertInto("authenticator")
    .values({
      user_id: userId,
      sealed_secret: seal(secret, context(userId), env().CREDENTIAL_KEYS),
      confirmed_at: now(),
      last_step: lastStep,
    })
    .onConflict((conflict) => conflict.column("user_id").doNothing())
    .returning("user_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** Uses a code of the app up: of several calls at once, one succeeds. */
export async function takeAuthenticatorCode(
  client: Db,
  userId: string,
  code: string,
): Promise<boolean> {
  const row = await client
    .selectFrom("authenticator")
    .select("sealed_secret")
    .where("user_id", "=", userId)
    .where("confirmed_at", "is not", null)
    .executeTakeFirst();
  if (!row) return false;
  const secret = unseal(row.sealed_secret, context(userId), env().CREDENTIAL_KEYS);
  const step = stepOfCode(secret, code);
  if (step === null) return false;
  const taken = await client
    .updateTable("authenticator")
    .set({ last_step: step })
    .where("user_id", "=", userId)
    .where("last_step", "<", step)
    .returning("user_id")
    .executeTakeFirst();
  return taken !== undefined;
}
