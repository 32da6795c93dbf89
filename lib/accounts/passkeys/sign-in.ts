import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

import { countUse, takeBackUse } from "../../auth/limits/rate-limit";
import { networkCount } from "../../auth/limits/sign-in-throttle";
import { auditRefusedSignIn } from "../../auth/refused-sign-in";
import { networkPrefix } from "../../auth/request/client-address";
import {
  completeSignIn,
  revokeSession,
  type SignedIn,
  type SignInOrigin,
} from "../../auth/sessions";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { linkWaiting } from "../identities/waiting-link";
import { challengeOf, newChallenge, takeChallenge } from "./challenges";
import { checkAnswer } from "./check-answer";
import { relyingParty } from "./relying-party";
import type { PasskeyAnswer } from "./schemas";

/** The limit of challenges, of which every sign-in page requests one. */
const CHALLENGES = { maxUses: 600, windowSeconds: 15 * 60 };
/** The limit of wrong answers. */
const ANSWERS = { maxUses: 100, windowSeconds: 15 * 60 };

/** Returns the options with which the browser offers any passkey of this portal. */
export async function askForPasskey(
  address: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { key, limit } = networkCount("passkey_asked", address, CHALLENGES);
  await countUse(key, limit);
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Uint8Array.from(Buffer.from(await newChallenge("sign_in", null), "base64url")),
    userVerification: "required",
  });
}

/**
 * Signs in by a passkey, which counts as two factors. It replaces the browser's earlier session,
 * which may lack its second factor. Null for a wrong answer; throws `account_disabled`.
 */
export async function signInWithPasskey(
  answer: PasskeyAnswer,
  origin: SignInOrigin,
  before: string | null = null,
): Promise<SignedIn | null> {
  const { key, limit } = networkCount("passkey_answers", origin.address, ANSWERS);
  await countUse(key, limit);
  const challenge = challengeOf(answer.response.clientDataJSON);
  if (!(await takeChallenge(challenge, "sign_in", null))) return null;
  const done = await transaction(async (client) => {
    const checked = await checkAnswer(client, answer, challenge, origin.address);
    if (!checked) return null;
    const { userId } = checked;
    const signedIn = await completeSignIn(userId, "passkey", origin, client);
    if (!signedIn) {
      const refused = { userId, address: origin.address, reason: "disabled" };
      await auditRefusedSignIn(refused, client);
    }
    if (signedIn && before) await replaceSession(client, userId, before, origin);
    return { signedIn };
  });
  if (!done) return null;
  if (!done.signedIn) throw new AppError("account_disabled");
  await takeBackUse(key);
  return done.signedIn;
}

/** Links an issuer that was waiting for the second factor of the earlier session. */
async function replaceSession(
  client: Db,
  userId: string,
  before: string,
  { address }: SignInOrigin,
): Promise<void> {
  const isEnded = await revokeSession(userId, before, client);
  if (isEnded) await linkWaiting(client, userId, { id: before, network: networkPrefix(address) });
}
