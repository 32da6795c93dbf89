import { createHash } from "node:crypto";

import NextAuth, { type NextAuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";

import { randomToken } from "../../crypto/random-token";
import { env } from "../../env";
import type { Issuer } from "../../oidc-issuers";
import { isStorable } from "../../text/storable";
import { IssuerProblem, problemOfAnswer, problemOfCause } from "./issuer-problem";
import { nextAuthLogger, withCauses } from "./logger";

/** The time limits of requests to an issuer. */
interface IssuerLimits {
  /** For each of the three requests. */
  requestMs: number;
  /** For all of them. */
  allMs: number;
}

const LIMITS: IssuerLimits = { requestMs: 5_000, allMs: 12_000 };
/** Never leaves the process: it only passes next-auth's check of the form, which the caller made. */
const CSRF_COOKIE = "csrf";

const claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255).refine(isStorable),
  email: z.string().max(1_000).refine(isStorable).optional().catch(undefined),
  /** Some issuers send it as text. */
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((said) => said === "true")])
    .default(false)
    .catch(false),
});

/** An issuer's verified claims about a person. */
export interface IssuerClaims {
  subject: string;
  /** As the issuer wrote it. */
  email: string | undefined;
  isVerified: boolean;
}

export interface NextAuthAnswer {
  /** `Set-Cookie` headers of state, nonce and verifier. */
  cookies: string[];
}

type Cookies = Record<string, string>;

function providerOf(
  { id, name, issuer, clientId, clientSecret }: Issuer,
  timeout: number,
): OAuthConfig<unknown> {
  return {
    id,
    name,
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    httpOptions: { timeout },
    userinfo: {
      // Some issuers have the address only here; its subject must be that of the ID token.
      async request({ tokens, client }) {
        const said = tokens.id_token ? { ...decodeClaims(tokens.id_token) } : {};
        const isAsked = !("email" in said) && client.issuer.metadata.userinfo_endpoint;
        const more = isAsked && tokens.access_token ? await client.userinfo(tokens as never) : {};
        return { ...more, ...said };
      },
    },
    profile: () => ({ id: "issuer", sessionId: "" }),
  };
}

/** The token's signature has been checked. */
function decodeClaims(idToken: string): Record<string, unknown> {
  const [, payload = ""] = idToken.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

interface Call {
  action: "signin" | "callback";
  issuer: Issuer;
  method: "GET" | "POST";
  query: Record<string, string>;
  body?: Record<string, string>;
  cookies: Cookies;
  limits: IssuerLimits;
}

/** Calls next-auth without a request, so that its redirects and sessions stay unused. */
async function call(
  { action, issuer, method, query, body, cookies, limits }: Call,
  options: Partial<NextAuthOptions> = {},
): Promise<NextAuthAnswer & { location: string; cause: unknown }> {
  const set = new Map<string, string | string[]>();
  let location = "";
  const answer = {
    status: () => answer,
    send: () => answer,
    end: () => answer,
    getHeader: (name: string) => set.get(name.toLowerCase()),
    setHeader(name: string, value: string | string[]) {
      set.set(name.toLowerCase(), value);
      return answer;
    },
    json(sent: { url?: string }) {
      location = sent.url ?? "";
      return answer;
    },
  };
  const request = {
    method,
    headers: {},
    cookies,
    query: { ...query, nextauth: [action, issuer.id] },
    body: { ...body, json: "true" },
  };
  const { causes } = await withCauses(() =>
    NextAuth(request as never, answer as never, {
      secret: env().NEXTAUTH_SECRET,
      session: { strategy: "jwt" },
      providers: [providerOf(issuer, limits.requestMs)],
      cookies: { csrfToken: { name: CSRF_COOKIE, options: {} } },
      logger: nextAuthLogger,
      ...options,
    }),
  );
  const headers = [set.get("set-cookie") ?? []].flat();
  const kept = headers.filter((one) => !/^(?:csrf|[\w-]*next-auth\.callback-url)=/.test(one));
  return { location, cookies: kept, cause: causes[0] };
}

async function inTime<T>(work: Promise<T>, { allMs }: IssuerLimits): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new IssuerProblem("away")), allMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Returns the issuer's address to sign in at. Throws IssuerProblem. */
export async function startAtIssuer(
  issuer: Issuer,
  limits = LIMITS,
): Promise<NextAuthAnswer & { url: string }> {
  const csrfToken = randomToken();
  const hash = createHash("sha256").update(`${csrfToken}${env().NEXTAUTH_SECRET}`).digest("hex");
  const { location, cookies, cause } = await inTime(
    call({
      action: "signin",
      issuer,
      method: "POST",
      query: {},
      body: { csrfToken },
      cookies: { [CSRF_COOKIE]: `${csrfToken}|${hash}` },
      limits,
    }),
    limits,
  );
  if (cause !== undefined) throw new IssuerProblem("away", cause);
  return { url: location, cookies };
}

/**
 * Exchanges the issuer's answer for what it says about the person, after the checks of state, nonce,
 * verifier, signature, issuer, audience and time. Throws IssuerProblem.
 */
export async function finishAtIssuer(
  issuer: Issuer,
  query: Record<string, string>,
  cookies: Cookies,
  limits = LIMITS,
): Promise<NextAuthAnswer & { claims: IssuerClaims }> {
  if (query.error !== undefined) throw new IssuerProblem(problemOfAnswer(query.error));
  let said: unknown;
  const callbacks: NextAuthOptions["callbacks"] = {
    signIn({ profile }) {
      said = profile;
      return "/";
    },
  };
  const asked = { action: "callback", issuer, method: "GET", query, cookies, limits } as const;
  const answer = await inTime(call(asked, { callbacks }), limits);
  if (answer.cause !== undefined)
    throw new IssuerProblem(problemOfCause(answer.cause), answer.cause);
  const parsed = claims.safeParse(said);
  if (!parsed.success || parsed.data.iss.replace(/\/+$/, "") !== issuer.issuer)
    throw new IssuerProblem("untrusted", parsed.error);
  const { sub: subject, email, email_verified: isVerified } = parsed.data;
  return { cookies: answer.cookies, claims: { subject, email, isVerified } };
}
