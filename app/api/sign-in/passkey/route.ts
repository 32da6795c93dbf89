import { passkeyAnswer } from "@/lib/accounts/passkeys/schemas";
import { signInWithPasskey } from "@/lib/accounts/passkeys/sign-in";
import { readSessionCookie, requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { revokeSession } from "@/lib/auth/sessions";
import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { visitorRoute } from "@/lib/server/visitor-route";

export const POST = visitorRoute("sign in with a passkey", async (body) => {
  const answer = passkeyAnswer.safeParse(body);
  const signedIn = answer.success
    ? await signInWithPasskey(answer.data, await requestOrigin())
    : null;
  if (!signedIn) throw new AppError("invalid", { text: message("passkeys.refused") });
  // Replaces a session that still lacks its second factor.
  const before = await readSessionCookie();
  if (before) await revokeSession(signedIn.userId, before);
  await setSessionCookies(signedIn);
  return null;
});
