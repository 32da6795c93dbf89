import { verifyAuthenticationResponse } from "@simplewebauthn/server";

import { auditRefusedSignIn } from "../../auth/refused-sign-in";
import { now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { relyingParty } from "./relying-party";
import type { PasskeyAnswer } from "./schemas";

interface Checked {
  userId: string;
}

/**
 * Returns the person whose passkey has signed the challenge, which the caller has taken. Null for
 * an unknown passkey and any wrong answer, e.g. without user verification or for another site.
 */
export async function checkAnswer(
  client: Db,
  answer: PasskeyAnswer,
  challenge: string,
  address: string,
): Promise<Checked | null> {
  const passkey = await client
    .selectFrom("passkey")
    .select(["id", "user_id", "public_key", "counter"])
    .where("id", "=", answer.id)
    .forUpdate()
    .executeTakeFirst();
  if (!passkey) return null;
  const stored = Number(passkey.counter);
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty();
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
    // Compared below, so that it can be audited.
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.public_key), counter: 0 },
  }).catch(() => ({ verified: false, authenticationInfo: null }));
  if (!verified || !info) return null;
  if ((info.newCounter > 0 || stored > 0) && info.newCounter <= stored) {
    // A counter that goes backwards means that the passkey was copied.
    const refused = { userId: passkey.user_id, address, reason: "passkey_counter" };
    await auditRefusedSignIn(refused, client);
    return null;
  }
  await client
    .updateTable("passkey")
    .set({ counter: info.newCounter, last_used_at: now(), is_synced: info.credentialBackedUp })
    .where("id", "=", passkey.id)
    .execute();
  return { userId: passkey.user_id };
}
