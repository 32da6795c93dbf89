import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

import { countUse, type RateLimit } from "../../auth/limits/rate-limit";
import type { Viewer } from "../../auth/types";
import type { Db } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { challengeOf, newChallenge, takeChallenge } from "../passkeys/challenges";
import { checkAnswer } from "../passkeys/check-answer";
import { relyingParty } from "../passkeys/relying-party";
import type { PasskeyAnswer } from "../passkeys/schemas";

const LIMIT: RateLimit = { maxUses: 30, windowSeconds: 15 * 60, text: message("proof.throttled") };

/** Asks the browser for one of the viewer's passkeys. Throws `not_found` if there is none. */
export async function askForProof(viewer: Viewer): Promise<PublicKeyCredentialRequestOptionsJSON> {
  await countUse(`proof_passkey:${viewer.userId}`, LIMIT);
  const own = await prisma().passkey.findMany({
    where: { userId: viewer.userId, user: { disabledAt: null } },
    select: { id: true },
  });
  if (own.length === 0) throw new AppError("not_found");
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Uint8Array.from(
      Buffer.from(await newChallenge("proof", viewer.userId), "base64url"),
    ),
    allowCredentials: own,
    userVerification: "required",
  });
}

/** Returns whether one of the viewer's own passkeys has signed the challenge of `askForProof`. */
export async function isProofByPasskey(
  client: Db,
  { userId, session }: Viewer,
  answer: PasskeyAnswer,
): Promise<boolean> {
  const challenge = challengeOf(answer.response.clientDataJSON);
  if (!(await takeChallenge(challenge, "proof", userId))) return false;
  const checked = await checkAnswer(client, answer, challenge, session.network);
  return checked?.userId === userId;
}
