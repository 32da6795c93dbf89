import type { Route } from "next";
import type { NextRequest } from "next/server";

import { linkToViewer } from "@/lib/accounts/identities/link";
import { auditIdentityFailure, signInWithIdentity } from "@/lib/accounts/identities/sign-in";
import { countIssuerCall } from "@/lib/auth/limits/sign-in-throttle";
import { IssuerProblem } from "@/lib/auth/next-auth/issuer-problem";
import { finishAtIssuer, type IssuerClaims } from "@/lib/auth/next-auth/single-sign-on";
import { pageAfterSignIn } from "@/lib/auth/page-after-sign-in";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { requestOrigin } from "@/lib/auth/session-cookie";
import type { SignInOrigin } from "@/lib/auth/sessions";
import {
  dropStartedLink,
  keepPendingLink,
  readPath,
  readStartedLink,
} from "@/lib/auth/single-sign-on-cookie";
import type { Viewer } from "@/lib/auth/types";
import { getViewer } from "@/lib/auth/viewer";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Issuer } from "@/lib/oidc-issuers";
import { linkIdentityUrl, loginUrl, securityUrl } from "@/lib/routes";

import { openHere } from "../../single-sign-on/answers";

/** The person who returns from an issuer, and the page they want. */
interface Arrival {
  issuer: Issuer;
  claims: IssuerClaims;
  origin: SignInOrigin;
  next: Route;
}

/** Signs in, or links the issuer to the viewer who asked for it. Never throws. */
export async function issuerCallback(request: NextRequest, issuer: Issuer): Promise<Response> {
  const next = safeRedirectPath(await readPath());
  const origin = await requestOrigin();
  const started = await readStartedLink();
  const viewer = started === undefined ? null : await getViewer();
  try {
    await countIssuerCall(origin.address);
    const query = Object.fromEntries(request.nextUrl.searchParams);
    const cookies = Object.fromEntries(
      request.cookies.getAll().map(({ name, value }) => [name, value]),
    );
    const answer = await finishAtIssuer(issuer, query, cookies);
    const arrival = { issuer, claims: answer.claims, origin, next };
    const location =
      started !== undefined && viewer
        ? await link(viewer, started, arrival)
        : await signIn(arrival);
    return openHere(location, answer.cookies);
  } catch (error) {
    const reason = await reasonOf(error, issuer, origin.address);
    return openHere(
      viewer ? securityUrl({ singleSignOn: reason }) : loginUrl({ error: reason, next }),
    );
  }
}

async function signIn({ issuer, claims, origin, next }: Arrival): Promise<string> {
  const result = await signInWithIdentity(issuer, claims, origin);
  if (result.kind === "signed_in") return pageAfterSignIn(result.signedIn, next);
  if (result.kind === "refused") return loginUrl({ error: `issuer_${result.reason}`, next });
  await keepPendingLink(result.token);
  return linkIdentityUrl({ next });
}

async function link(viewer: Viewer, started: string, { issuer, claims }: Arrival) {
  await dropStartedLink();
  await linkToViewer(viewer, started, issuer, claims);
  return securityUrl({ singleSignOn: "linked" });
}

async function reasonOf(error: unknown, issuer: Issuer, address: string): Promise<string> {
  if (error instanceof IssuerProblem) {
    log.warn({ err: error, issuer: issuer.id }, "an issuer signed nobody in");
    await auditIdentityFailure(issuer, address, error.reason);
    return `issuer_${error.reason}`;
  }
  if (!isAppError(error)) log.error({ err: error }, "sign-in at an issuer failed");
  else if (error.text.key === "identities.errors.taken") return "issuer_taken";
  else if (error.text.key === "identities.errors.tooMany") return "issuer_too_many";
  else if (error.text.key === "identities.errors.expired") return "issuer_expired";
  return isAppError(error) ? error.code : "internal";
}
