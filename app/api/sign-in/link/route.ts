import type { Route } from "next";

import { signInWithLink } from "@/lib/accounts/mail-sign-in/redeem";
import { requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { linkUrl, loginUrl } from "@/lib/routes";
import { formRoute } from "@/lib/server/form-route";

export const POST = formRoute("signing in by a link", {
  async run({ token = "" }) {
    const done = await signInWithLink(token, await requestOrigin());
    // The page says that the link no longer works.
    if (!done) return linkUrl(encodeURIComponent(token));
    await setSessionCookies(done.signedIn);
    return done.next as Route;
  },
  refused: (error) => loginUrl({ error }),
});
