import { encode } from "next-auth/jwt";

import { clientAddress } from "../auth/client-address";
import { SESSION_SECONDS } from "../auth/options";
import { safeRedirectPath } from "../auth/safe-redirect-path";
import { checkSignIn, type SignedIn } from "../auth/sign-in";
import { env } from "../env";
import { isAppError } from "../errors";
import { log } from "../log";
import { BODY_LIMITS } from "./body-limits";
import { readBytes } from "./request-body";
import { isSameOrigin } from "./same-origin";

/** Where the sign-in form leads, so that it works without JavaScript and before the page is alive. */
export async function signInRoute(request: Request): Promise<Response> {
  if (!isSameOrigin(request, env().NEXTAUTH_URL)) return backToForm("internal", "/");
  const body = await readBytes(request, BODY_LIMITS.signIn).catch(() => null);
  if (!body)
    return new Response(BODY_LIMITS.signIn.message, {
      status: 413,
      headers: { "content-type": "text/plain" },
    });
  const { next, ...given } = Object.fromEntries(
    new URLSearchParams(new TextDecoder().decode(body)),
  );
  const target = safeRedirectPath(next);
  try {
    const address = clientAddress(Object.fromEntries(request.headers), env().VERCEL !== undefined);
    const person = await checkSignIn(given, address);
    if (!person) return backToForm("CredentialsSignin", target);
    return redirectTo(target, await sessionCookie(person));
  } catch (error) {
    if (!isAppError(error)) log.error({ err: error }, "sign-in failed");
    return backToForm(isAppError(error) ? error.code : "internal", target);
  }
}

function backToForm(error: string, next: string): Response {
  const query = new URLSearchParams({ error, ...(next === "/" ? {} : { next }) });
  return redirectTo(`/login?${query.toString()}`);
}

function redirectTo(location: string, cookie?: string): Response {
  const headers = new Headers({ location, "cache-control": "private, no-store" });
  if (cookie) headers.set("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** The cookie that next-auth sets for a session. */
async function sessionCookie({ id, email, name, sessionVersion }: SignedIn): Promise<string> {
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL: url, VERCEL: vercel } = env();
  const token = { sub: id, email, name, userId: id, sessionVersion };
  const value = await encode({ token, secret, maxAge: SESSION_SECONDS });
  const isSecure = url ? url.startsWith("https:") : vercel !== undefined;
  const cookie = `${isSecure ? "__Secure-" : ""}next-auth.session-token=${value}`;
  const life = `Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly; SameSite=Lax`;
  return `${cookie}; ${life}${isSecure ? "; Secure" : ""}`;
}
