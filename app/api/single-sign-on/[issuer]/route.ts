import { issuerById } from "@/lib/accounts/identities/rules";
import { auditIdentityFailure } from "@/lib/accounts/identities/sign-in";
import { countIssuerCall } from "@/lib/auth/limits/sign-in-throttle";
import { IssuerProblem } from "@/lib/auth/next-auth/issuer-problem";
import { startAtIssuer } from "@/lib/auth/next-auth/single-sign-on";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { requestOrigin } from "@/lib/auth/session-cookie";
import { dropStartedLink, keepPath } from "@/lib/auth/single-sign-on-cookie";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Issuer } from "@/lib/oidc-issuers";
import { loginUrl, securityUrl } from "@/lib/routes";
import { readForm } from "@/lib/server/form-route";
import { isSeeing } from "@/lib/server/refuse-while-seeing";
import { isSameOrigin } from "@/lib/server/same-origin";

import { openElsewhere, openHere } from "../answers";

interface Context {
  params: Promise<{ issuer: string }>;
}

/** Leads to an issuer. A form posts here, so that no other site starts it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isSameOrigin(request, env().NEXTAUTH_URL)) return openHere(loginUrl({ error: "internal" }));
  const form = await readForm(request);
  if (form instanceof Response) return form;
  const next = safeRedirectPath(form.get("next") ?? undefined);
  const isLinking = form.get("link") === "true";
  const back = (error: string) =>
    openHere(isLinking ? securityUrl({ singleSignOn: error }) : loginUrl({ error, next }));
  if (await isSeeing()) return back("read_only");
  const issuer = issuerById((await params).issuer);
  if (!issuer) return back("issuer_away");
  const { address } = await requestOrigin();
  try {
    await countIssuerCall(address);
    const { url, cookies } = await startAtIssuer(issuer);
    await keepPath(next);
    if (!isLinking) await dropStartedLink();
    return await openElsewhere(url, issuer.name, cookies);
  } catch (error) {
    return back(await reasonOf(error, issuer, address));
  }
}

async function reasonOf(error: unknown, issuer: Issuer, address: string): Promise<string> {
  if (isAppError(error)) return error.code;
  log.error({ err: error, issuer: issuer.id }, "an issuer could not be asked");
  const reason = error instanceof IssuerProblem ? error.reason : "internal";
  await auditIdentityFailure(issuer, address, reason);
  return error instanceof IssuerProblem ? `issuer_${reason}` : reason;
}
