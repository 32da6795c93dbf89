import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { keepTypedAddress, requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { readForm } from "@/lib/server/form-route";
import { refuseWhileSeeing } from "@/lib/server/refuse-while-seeing";
import { isSameOrigin } from "@/lib/server/same-origin";

/** Works without JavaScript and before hydration. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request, env().NEXTAUTH_URL)) return backToForm("internal", "/");
  const form = await readForm(request);
  if (form instanceof Response) return form;
  const { next, ...credentials } = Object.fromEntries(form);
  const target = safeRedirectPath(next);
  const { email } = credentials;
  try {
    await refuseWhileSeeing();
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
