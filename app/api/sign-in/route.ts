import { safeRedirectPath } from "@/lib/auth/safe-redirect-path";
import { keepTypedAddress, requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { renderMessage } from "@/lib/i18n/message";
import { log } from "@/lib/log";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readBytes } from "@/lib/server/request-body";
import { requestTexts } from "@/lib/server/request-texts";
import { isSameOrigin } from "@/lib/server/same-origin";

/** Works without JavaScript and before hydration. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request, env().NEXTAUTH_URL)) return backToForm("internal", "/");
  const body = await readBytes(request, BODY_LIMITS.signIn).catch(() => null);
  if (!body)
    return new Response(renderMessage(await requestTexts(), BODY_LIMITS.signIn.text), {
      status: 413,
      headers: { "content-type": "text/plain" },
    });
  const { next, ...credentials } = Object.fromEntries(
    new URLSearchParams(new TextDecoder().decode(body)),
  );
  const target = safeRedirectPath(next);
  const { email } = credentials;
  try {
    const signedIn = await signInWithPassword(credentials, await requestOrigin());
    if (!signedIn) return await backToForm("CredentialsSignin", target, email);
    await setSessionCookies(signedIn);
    return redirectTo(target);
  } catch (error) {
    if (!isAppError(error)) log.error({ err: error }, "sign-in failed");
    return backToForm(isAppError(error) ? error.code : "internal", target, email);
  }
}

async function backToForm(error: string, next: string, email?: string): Promise<Response> {
  await keepTypedAddress(email);
  const query = new URLSearchParams({ error, ...(next === "/" ? {} : { next }) });
  return redirectTo(`/login?${query.toString()}`);
}

function redirectTo(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location, "cache-control": "private, no-store" },
  });
}
