"use server";

import { redirect } from "next/navigation";

import { verifySecondFactor } from "@/lib/accounts/second-factor/commands";
import { verifyInput } from "@/lib/accounts/second-factor/schemas";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { signedInUserId } from "@/lib/auth/seeing/read-only";
import { clearSessionCookie, requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { revokeSession } from "@/lib/auth/sessions";
import { getSession } from "@/lib/auth/viewer";
import { loginUrl } from "@/lib/routes";
import { sessionAction } from "@/lib/server/session-action";
import { pageForm, visitorForm } from "@/lib/server/visitor-action";

export const verifyAction = visitorForm(
  sessionAction("verify a second factor", verifyInput, async (session, { code, next }) => {
    await setSessionCookies(await verifySecondFactor(session, { code }, await requestOrigin()));
    return { next: safeRedirectPath(next) };
  }),
);

export const signOutAction = pageForm(async () => {
  const session = await getSession();
  if (session) await revokeSession(signedInUserId(session.viewer), session.viewer.session.id);
  await clearSessionCookie();
  redirect(loginUrl());
});
