"use server";

import { linkByPassword } from "@/lib/accounts/identities/link";
import { linkByPasswordInput } from "@/lib/accounts/identities/schemas";
import { pageAfterSignIn } from "@/lib/auth/page-after-sign-in";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { dropPendingLink, readPendingLink } from "@/lib/auth/single-sign-on-cookie";
import type { Result } from "@/lib/result";
import { type NextPage, visitorAction, visitorForm } from "@/lib/server/visitor-action";

const link = visitorAction(
  "linkIdentityAction",
  linkByPasswordInput,
  async ({ origin }, { password, next }) => {
    const signedIn = await linkByPassword((await readPendingLink()) ?? "", password, origin);
    await dropPendingLink();
    return { next: await pageAfterSignIn(signedIn, safeRedirectPath(next)) };
  },
);

/** Links a sign-in at an issuer by the account's password, and signs in. */
export async function linkIdentityAction(
  previous: Result<NextPage> | null,
  form: FormData,
): Promise<Result<NextPage>> {
  return visitorForm(link)(previous, form);
}
