import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

import { networkOf } from "../../auth/client-address";
import { countUse } from "../../auth/rate-limit";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import { transaction } from "../../db/kysely";
import { challengeOf, newChallenge, takeChallenge } from "./challenges";
import { checkAnswer } from "./check-answer";
import { relyingParty } from "./relying-party";
import type { PasskeyAnswer } from "./schemas";

/** Every open sign-in page asks for one. */
const CHALLENGES = { maxUses: 600, windowSeconds: 15 * 60 };
const ANSWERS = { maxUses: 100, windowSeconds: 15 * 60 };

/** Asks the browser for any passkey of this portal, before it is known who signs in. */
export async function askForPasskey(
  address: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  await countUse(`passkey_asked:${networkOf(address)}`, CHALLENGES);
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Uint8Array.from(Buffer.from(await newChallenge("sign_in", null), "base64url")),
    userVerification: "required",
  });
}

/** Signs in by a passkey, which counts as two factors. Null for any that is not right. */
export async function signInWithPasskey(
  answer: PasskeyAnswer,
  origin: SignInOrigin,
): Promise<SignedIn | null> {
  await countUse(`passkey_answers:${networkOf(origin.address)}`, ANSWERS);
  const challenge = challengeOf(answer.response.clientDataJSON);
  if (!(await takeChallenge(challenge, "sign_in", null))) return null;
  return transaction(async (client) => {
    const checked = await checkAnswer(client, answer, challenge, origin.address);
    return checked && completeSignIn(checked.userId, "passkey", origin, client);
  });
}
