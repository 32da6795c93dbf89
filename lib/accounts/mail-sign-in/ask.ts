import { countUse, isWithin, type RateLimit } from "../../auth/limits/rate-limit";
import { networkCount, throttledPlace } from "../../auth/limits/sign-in-throttle";
import { safeRedirectPath } from "../../auth/request/safe-redirect-path";
import { sealPath } from "../../auth/request/sealed-path";
import { hashToken, randomToken } from "../../crypto/random-token";
import { type Db, transaction } from "../../db/kysely";
import { type Language, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { linkUrl } from "../../routes";
import { createToken, randomCode } from "../tokens";
import { withdrawRequest } from "./redeem";

const WINDOW_SECONDS = 15 * 60;
/** The limit for one address, by network or by known device of its person. */
export const MESSAGES_PER_PLACE = 5;
/** The limit for one address on all unknown devices together, and on each known device. */
export const MESSAGES_PER_DAY = 30;
export const MESSAGES_PER_NETWORK = 50;

const limitOf = (maxUses: number): RateLimit => ({ maxUses, windowSeconds: WINDOW_SECONDS });
const PER_DAY: RateLimit = { maxUses: MESSAGES_PER_DAY, windowSeconds: 24 * 60 * 60 };

export interface MailSignInRequest {
  email: string;
  /** The page to open afterwards, with its fragment. */
  next: string | undefined;
  language: Language;
}

export interface AskedByMail {
  /** The value of the asking browser's cookie; the code signs in only there. */
  cookie: string;
  /** Queues the email if the address belongs to an active user. Call it after the response. */
  send(): Promise<void>;
}

/** The browser that asks. */
export interface AskingBrowser {
  deviceToken?: string;
  /**
   * The cookie of this browser's last request, which the new one replaces. Requests of other
   * browsers stay.
   */
  cookie?: string;
}

/**
 * Starts a sign-in by email. Does the same for every address, known or not, also when no more mail
 * is sent that day. Throws `throttled`.
 */
export async function askByMail(
  { email, next, language }: MailSignInRequest,
  address: string,
  { deviceToken, cookie }: AskingBrowser = {},
): Promise<AskedByMail> {
  const place = await throttledPlace(email, { address, deviceToken });
  const counts = [
    networkCount("mail_network", address, limitOf(MESSAGES_PER_NETWORK)),
    place.count("mail_place", limitOf(MESSAGES_PER_PLACE)),
  ];
  for (const { key, limit } of counts) await countUse(key, limit);
  const day = place.isKnown ? place.count("mail_day", PER_DAY).key : `mail_day:${email}`;
  const isSent = await isWithin(day, PER_DAY);
  const code = randomCode();
  const browser = randomToken();
  const { id, token } = await transaction(async (client) => {
    if (cookie) await withdrawRequest(client, cookie);
    const asked = hashToken(browser);
    const data = { next: sealPath(safeRedirectPath(next), asked), browser: asked };
    return createToken(client, { kind: "sign_in", email, code, data });
  });
  return {
    cookie: `${id}.${browser}`,
    async send() {
      if (isSent)
        await transaction((client) => write(client, { id, token, code, email, language }));
    },
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
      paragraphs: [message("mailSignIn.mail.code")],
      code,
      button: { label: message("mailSignIn.mail.button"), url },
      after: [message("mailSignIn.mail.howLong")],
      reason: message("mailSignIn.mail.reason"),
    },
  });
}
