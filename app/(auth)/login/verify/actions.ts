"use server";

import { redirect } from "next/navigation";

import { confirmSetup, verifySecondFactor } from "@/lib/accounts/second-factor/commands";
import { confirmSetupInput, verifyInput } from "@/lib/accounts/second-factor/schemas";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { clearSessionCookie, renewSessionCookie } from "@/lib/auth/session-cookie";
import { revokeSession } from "@/lib/auth/sessions";
import { getSession } from "@/lib/auth/viewer";
import { loginUrl } from "@/lib/routes";
import { sessionAction } from "@/lib/server/session-action";
import { pageForm, visitorForm } from "@/lib/server/visitor-action";

export const verifyAction = visitorForm(
  sessionAction("verify a second factor", verifyInput, async (session, { code, next }) => {
    await renewSessionCookie(await verifySecondFactor(session, { code }));
    return { next: safeRedirectPath(next) };
  }),
);

/** Sets no cookie and refreshes nothing, so that the page stays to show the recovery codes. */
export const confirmSetupAction = sessionAction(
  "set up a second factor",
  confirmSetupInput,
  async (session, input) => ({ codes: await confirmSetup(session, input) }),
);

export const signOutAction = pageForm(async () => {
  const session = await getSession();
  if (session) await revokeSession(session.viewer.userId, session.viewer.session.id);
  await clearSessionCookie();
  redirect(loginUrl());
});
