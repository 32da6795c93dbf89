import { passkeyAnswer } from "@/lib/accounts/passkeys/schemas";
import { signInWithPasskey } from "@/lib/accounts/passkeys/sign-in";
import { readSessionCookie, requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { visitorRoute } from "@/lib/server/visitor-route";

export const POST = visitorRoute("sign in with a passkey", async (body) => {
  const answer = passkeyAnswer.safeParse(body);
  const signedIn = answer.success
    ? await signInWithPasskey(answer.data, await requestOrigin(), await readSessionCookie())
    : null;
  if (!signedIn) throw new AppError("invalid", { text: message("passkeys.refused") });
  await setSessionCookies(signedIn);
  return null;
});
