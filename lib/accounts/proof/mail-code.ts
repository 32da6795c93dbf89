import { countUse, type RateLimit } from "../../auth/limits/rate-limit";
import type { Viewer } from "../../auth/types";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { queueMail } from "../../mail/queue-mail";
import {
  createToken,
  hashCode,
  isOpenToken,
  markTokenUsed,
  randomCode,
  TOKEN_LIFETIMES_MS,
  withdrawTokens,
} from "../tokens";
import { mayProveByMail, proofMethods } from "./proof-methods";

const LIMIT: RateLimit = { maxUses: 5, windowSeconds: 15 * 60, text: message("proof.manyMails") };

/**
 * Emails the viewer a code that replaces the one before. Throws `forbidden` for a person with a
 * password, an app or a passkey, and `throttled` after five mails.
 */
export async function sendProofCode(viewer: Viewer): Promise<void> {
  if (!mayProveByMail(await proofMethods(viewer)) || !isMailConfigured())
    throw new AppError("forbidden");
  await countUse(`proof_mail:${viewer.userId}`, LIMIT);
  const code = randomCode();
  await transaction(async (client) => {
    await withdrawTokens(client, "proof", { user_id: viewer.userId });
    const { userId, email } = viewer;
    await createToken(client, { kind: "proof", email, userId, code });
    const minutes = TOKEN_LIFETIMES_MS.proof / 60_000;
    await queueMail(client, {
      kind: "proof",
      to: email,
      language: viewer.language,
      content: {
        subject: message("accountMail.proof.subject"),
        paragraphs: [message("accountMail.proof.text", { minutes })],
        code,
        reason: message("accountMail.proof.reason"),
      },
    });
  });
}

/** Uses the code up. False for a wrong code and for an earlier one. */
export async function takeMailCode(client: Db, userId: string, code: string): Promise<boolean> {
  const sent = await client
    .selectFrom("account_token")
    .select(["id", "code_hash"])
    .where("kind", "=", "proof")
    .where("user_id", "=", userId)
    .where(isOpenToken)
    .forUpdate()
    .execute();
  const right = sent.find(({ id, code_hash }) => code_hash === hashCode(id, code));
  if (!right) return false;
  await markTokenUsed(client, right.id);
  return true;
}
