import { randomToken } from "../../crypto/random-token";
import { fromNow, now } from "../../db/expressions";
import { db } from "../../db/kysely";

export type ChallengePurpose = "sign_in" | "register" | "proof";

const LIFETIME_MS = 5 * 60_000;

/** Stores and returns a new challenge; `userId` is null for a sign-in. */
export async function newChallenge(
  purpose: ChallengePurpose,
  userId: string | null,
): Promise<string> {
  const challenge = randomToken();
  await db().deleteFrom("passkey_challenge").where("expires_at", "<", now()).execute();
  await db()
    .insertInto("passkey_challenge")
    .values({ challenge, purpose, user_id: userId, expires_at: fromNow(LIFETIME_MS) })
    .execute();
  return challenge;
}

/** Erases the challenge, whatever comes of it: of several calls at once, one gets true. */
export async function takeChallenge(
  challenge: string,
  purpose: ChallengePurpose,
  userId: string | null,
): Promise<boolean> {
  const taken = await db()
    .deleteFrom("passkey_challenge")
    .where("challenge", "=", challenge)
    .where("purpose", "=", purpose)
    .where("user_id", "is not distinct from", userId)
    .where("expires_at", ">", now())
    .returning("challenge")
    .executeTakeFirst();
  return taken !== undefined;
}

/** The challenge that a device says it signed; "" if it cannot be read. */
export function challengeOf(clientDataJSON: string): string {
  try {
    const text = Buffer.from(clientDataJSON, "base64url").toString("utf8");
    const { challenge } = JSON.parse(text) as { challenge?: unknown };
    return typeof challenge === "string" && /^[\w-]{43}$/.test(challenge) ? challenge : "";
  } catch {
    return "";
  }
}
