import type { Route } from "next";

import { signInWithCode } from "@/lib/accounts/mail-sign-in/redeem";
import {
  clearMailRequestCookie,
  readMailRequestCookie,
  requestOrigin,
  setSessionCookies,
} from "@/lib/auth/session-cookie";
import { verifyUrl } from "@/lib/routes";
import { formRoute } from "@/lib/server/form-route";

export const POST = formRoute("signing in by a code", {
  async run({ code = "" }) {
    const done = await signInWithCode(
      await readMailRequestCookie(),
      code.slice(0, 100),
      await requestOrigin(),
    );
    if (!done) return verifyUrl({ error: "code" });
    await clearMailRequestCookie();
    await setSessionCookies(done.signedIn);
    return done.next as Route;
  },
  refused: (error) => verifyUrl({ error }),
});
