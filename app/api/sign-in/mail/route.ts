import { after } from "next/server";

import { askByMail } from "@/lib/accounts/mail-sign-in/ask";
import { TOKEN_LIFETIMES_MS } from "@/lib/accounts/tokens";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import {
  keepTypedAddress,
  readMailRequestCookie,
  requestOrigin,
  setMailRequestCookie,
} from "@/lib/auth/session-cookie";
import { AppError } from "@/lib/errors";
import { emailAddress } from "@/lib/forms/email-address";
import { log } from "@/lib/log";
import { loginUrl, verifyUrl } from "@/lib/routes";
import { formRoute } from "@/lib/server/form-route";
import { requestLanguage } from "@/lib/server/request-texts";

/** Returns the page to open after signing in, or undefined for the first page. */
const nextOf = (next: string | undefined): string | undefined => {
  const target = safeRedirectPath(next);
  return target === "/" ? undefined : target;
};

export const POST = formRoute("asking for a link", {
  async run({ email, next: given, again }) {
    const next = nextOf(given);
    const parsed = emailAddress.safeParse(email);
    if (!parsed.success) throw new AppError("invalid");
    const { address, deviceToken } = await requestOrigin();
    const browser = { deviceToken, cookie: await readMailRequestCookie() };
    const language = await requestLanguage();
    const asked = await askByMail({ email: parsed.data, next, language }, address, browser);
    await setMailRequestCookie(asked.cookie, TOKEN_LIFETIMES_MS.sign_in / 1_000);
    // After the response, whose time would reveal whether the address is known.
    after(() =>
      asked.send().catch((error: unknown) => log.error({ err: error }, "a link was not sent")),
    );
    return verifyUrl({ next, sent: again ? "again" : undefined });
  },
  async refused(error, { email, next, again }) {
    if (again) {
      const ofMails = error === "throttled" ? "many_mails" : error;
      return verifyUrl({ error: ofMails, next: nextOf(next) });
    }
    await keepTypedAddress(email);
    return loginUrl({ error, next: nextOf(next) });
  },
});
