import { hashToken, randomToken } from "../../crypto/random-token";
import { now } from "../../db/expressions";
import type { ColumnChanges, Db } from "../../db/kysely";
import { newId } from "../../ids";

interface RememberedDevice {
  id: string;
  isNew: boolean;
  /** True for a new device that is not the person's first one. */
  isAnother: boolean;
}

/** Returns the browser's token, or a new one. All people who use a browser share its token. */
export function deviceTokenOf(given: string | undefined): string {
  return given && /^[\w-]{43}$/.test(given) ? given : randomToken();
}

/** Remembers a browser on which a person has completed a sign-in. */
export async function rememberDevice(
  client: Db,
  userId: string,
  token: string,
  timeZone?: string,
): Promise<RememberedDevice> {
  const known = await client
    .updateTable("device")
    .set(
      (eb) =>
        ({
          last_seen_at: now(),
          time_zone: timeZone === undefined ? eb.ref("time_zone") : eb.val(timeZone),
        }) satisfies ColumnChanges<"device">,
    )
    .where("user_id", "=", userId)
    .where("token_hash", "=", hashToken(token))
    .returning("id")
    .executeTakeFirst();
  if (known) return { id: known.id, isNew: false, isAnother: false };
  const other = await client
    .selectFrom("device")
    .select("id")
    .where("user_id", "=", userId)
    .limit(1)
    .executeTakeFirst();
  const id = newId();
  await client
    .insertInto("device")
    .values({ id, user_id: userId, token_hash: hashToken(token), time_zone: timeZone ?? null })
    .onConflict((conflict) => conflict.columns(["token_hash", "user_id"]).doNothing())
    .execute();
  return { id, isNew: true, isAnother: other !== undefined };
}

/** A browser shows pushes only to the person who signed in there last. */
export async function endOthersPushes(client: Db, userId: string, token: string): Promise<void> {
  const others = client
    .selectFrom("device")
    .select("id")
    .where("token_hash", "=", hashToken(token))
    .where("user_id", "<>", userId);
  await client.deleteFrom("push_subscription").where("device_id", "in", others).execute();
}
