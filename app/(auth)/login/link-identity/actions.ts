"use server";

import { linkByPassword } from "@/lib/accounts/identities/link";
import { linkByPasswordInput } from "@/lib/accounts/identities/schemas";
import { pageAfterSignIn } from "@/lib/auth/page-after-sign-in";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { dropPendingLink, readPendingLink } from "@/lib/auth/single-sign-on-cookie";
import { visitorAction, visitorForm } from "@/lib/server/visitor-action";

/** Links a sign-in at an issuer by the account's password, and signs in. */
export const linkIdentityAction = visitorForm(
  visitorAction(
    "link a single sign-on",
    linkByPasswordInput,
    async ({ origin }, { password, next }) => {
      const signedIn = await linkByPassword((await readPendingLink()) ?? "", password, origin);
      await dropPendingLink();
      return { next: await pageAfterSignIn(signedIn, safeRedirectPath(next)) };
    },
  ),
);
