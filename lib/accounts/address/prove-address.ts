import { knownTimeZone } from "../../auth/known-time-zone";
import { networkPrefix } from "../../auth/request/client-address";
import type { SignInOrigin } from "../../auth/sessions";
import { hashToken } from "../../crypto/random-token";
import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { endSessions } from "../end-sessions";
import { mailAboutProof } from "./mails";

/** Marks the person's address as verified. Returns false if it was already. */
export async function markVerified(client: Db, userId: string): Promise<boolean> {
  const marked = await client
    .updateTable("user")
    .set({ email_verified_at: now() })
    .where("id", "=", userId)
    .where("email_verified_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return marked !== undefined;
}

/**
 * Call it when a person has used an email sent to their address. If it is the first one, and the
 * account was never used in this browser, a stranger may have set the account up: its sessions and
 * ways to sign in are removed, and the person gets an email. An authenticator app stays, since
 * reading the mailbox must not be enough to bypass it:
 * docs/decisions/2026-11-27-whose-address-it-is.md.
 */
export async function proveAddress(
  client: Db,
  userId: string,
  { address, deviceToken }: SignInOrigin,
): Promise<void> {
  const person = await client
    .selectFrom("user")
    .select(["email", "language"])
    .select((eb) => knownTimeZone(eb.ref("user.id"), eb.ref("time_zone")).as("timeZone"))
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .where("email_verified_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!person) return;
  await markVerified(client, userId);
  const isOwn = deviceToken !== undefined && (await isUsedOn(client, userId, deviceToken));
  const endedSessions = isOwn ? 0 : await takeBack(client, userId);
  const network = networkPrefix(address);
  await audit(
    {
      actorId: userId,
      organizationId: null,
      action: isOwn ? "address.proved" : "address.taken_back",
      targetType: "user",
      targetId: userId,
      data: { endedSessions },
      network,
    },
    client,
  );
  if (!isOwn) await mailAboutProof(client, person, network);
}

async function isUsedOn(client: Db, userId: string, deviceToken: string): Promise<boolean> {
  const device = await client
    .selectFrom("device")
    .select("id")
    .where("user_id", "=", userId)
    .where("token_hash", "=", hashToken(deviceToken))
    .executeTakeFirst();
  return device !== undefined;
}

/** Returns how many sessions it ended. */
async function takeBack(client: Db, userId: string): Promise<number> {
  await client.updateTable("user").set({ password_hash: null }).where("id", "=", userId).execute();
  await removeOtherWaysIn(client, userId);
  return endSessions(client, userId);
}

/** Removes passkeys, linked issuers and known devices. */
export async function removeOtherWaysIn(client: Db, userId: string): Promise<void> {
  for (const table of ["passkey", "identity", "device"] as const)
    await client.deleteFrom(table).where("user_id", "=", userId).execute();
}
