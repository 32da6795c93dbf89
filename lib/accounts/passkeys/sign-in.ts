import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

import { countUse, takeBackUse } from "../../auth/limits/rate-limit";
import { networkCount } from "../../auth/limits/sign-in-throttle";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import { transaction } from "../../db/kysely";
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

/** Signs in by a passkey, which counts as two factors. Null for a wrong answer. */
export async function signInWithPasskey(
  answer: PasskeyAnswer,
  origin: SignInOrigin,
): Promise<SignedIn | null> {
  const { key, limit } = networkCount("passkey_answers", origin.address, ANSWERS);
  await countUse(key, limit);
  const challenge = challengeOf(answer.response.clientDataJSON);
  if (!(await takeChallenge(challenge, "sign_in", null))) return null;
  const signedIn = await transaction(async (client) => {
    const checked = await checkAnswer(client, answer, challenge, origin.address);
    return checked && completeSignIn(checked.userId, "passkey", origin, client);
  });
  if (signedIn) await takeBackUse(key);
  return signedIn;
}
