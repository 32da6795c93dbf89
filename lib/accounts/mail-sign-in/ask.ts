import { networkOf } from "../../auth/client-address";
import { countUse, type RateLimit } from "../../auth/rate-limit";
import { safeRedirectPath } from "../../auth/safe-redirect-path";
import { hashToken, randomToken } from "../../auth/sessions";
import { type Db, transaction } from "../../db/kysely";
import { type Language, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { linkUrl } from "../../routes";
import { createToken, randomCode, withdrawTokens } from "../tokens";

const WINDOW_SECONDS = 15 * 60;
export const MESSAGES_PER_ADDRESS = 5;
export const MESSAGES_PER_NETWORK = 50;

const limitOf = (maxUses: number): RateLimit => ({ maxUses, windowSeconds: WINDOW_SECONDS });

export interface MailSignInRequest {
  email: string;
  /** Where to go afterwards, with its fragment. */
  next: string | undefined;
  language: Language;
}

export interface AskedByMail {
  /** For the cookie of the browser that asks: only there the code signs in. */
  cookie: string;
  /** Writes the message if the address belongs to an active user. Call it after the answer. */
  send(): Promise<void>;
}

/**
 * Starts a sign-in by mail, in place of an earlier one. Does the same for every address, known or
 * not. Throws `throttled`.
 */
export async function askByMail(
  { email, next, language }: MailSignInRequest,
  address: string,
): Promise<AskedByMail> {
  await countUse(`mail_network:${networkOf(address)}`, limitOf(MESSAGES_PER_NETWORK));
  await countUse(`mail_address:${email}`, limitOf(MESSAGES_PER_ADDRESS));
  const code = randomCode();
  const browser = randomToken();
  const { id, token } = await transaction(async (client) => {
    await withdrawTokens(client, "sign_in", { email });
    const data = { next: safeRedirectPath(next), browser: hashToken(browser) };
    return createToken(client, { kind: "sign_in", email, code, data });
  });
  return {
    cookie: `${id}.${browser}`,
    send: () => transaction((client) => write(client, { id, token, code, email, language })),
  };
}

interface Written {
  id: string;
  token: string;
  code: string;
  email: string;
  language: Language;
}

async function write(client: Db, { id, token, code, email, language }: Written): Promise<void> {
  const user = await client
    .selectFrom("user")
    .select(["id", "language"])
    .where("email", "=", email)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (!user) return;
  const open = await client
    .updateTable("account_token")
    .set({ user_id: user.id })
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!open) return;
  const url = portalUrl(linkUrl(token));
  await queueMail(client, {
    kind: "sign_in",
    to: email,
    language: languageOf(user.language) ?? language,
    content: {
      subject: message("mailSignIn.mail.subject"),
      paragraphs: [message("mailSignIn.mail.link"), message("mailSignIn.mail.code")],
      button: { label: message("mailSignIn.mail.button"), url },
      code,
      reason: message("mailSignIn.mail.reason"),
    },
  });
}
