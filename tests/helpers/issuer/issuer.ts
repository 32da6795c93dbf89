import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import Provider, { type AccountClaims, type Configuration } from "oidc-provider";

export const PORTAL_CLIENT = { id: "portal", secret: "a-secret-that-only-the-tests-know" };

type Person = Omit<AccountClaims, "sub">;

/** A real OpenID Connect issuer on loopback. Signs in the test's person without a page. */
export interface TestIssuer {
  /** Its `issuer`. */
  url: string;
  /** Whom it signs in from now on, and what it says about them. */
  signInAs(subject: string, claims: Person): void;
  /** Refuses the next sign-ins, as a person who cancels. */
  cancel(): void;
  /** Codes and tokens that it has issued. */
  readonly issued: string[];
  /** Replaces the answer to requests for a path; undefined: none at all. */
  answer(path: string, answer: ((response: ServerResponse) => void) | null): void;
  stop(): Promise<void>;
}

interface IssuerOptions {
  /** The portal's redirect addresses. */
  redirects: string[];
  /** Only its userinfo has the claims, as the standard has it. */
  hasBareTokens?: boolean;
  port?: number;
}

function configurationOf(
  { redirects, hasBareTokens = false }: IssuerOptions,
  people: Map<string, Person>,
): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" };
  return {
    clients: [
      {
        client_id: PORTAL_CLIENT.id,
        client_secret: PORTAL_CLIENT.secret,
        redirect_uris: redirects,
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: hasBareTokens,
    cookies: { keys: ["tests"] },
    jwks: { keys: [key as never] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, subject) => {
      const person = people.get(subject);
      return person && { accountId: subject, claims: () => ({ ...person, sub: subject }) };
    },
    // Asks for no consent.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    ttl: { Session: 600, Grant: 600, Interaction: 600, IdToken: 600, AccessToken: 600 },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

export async function startIssuer(options: IssuerOptions): Promise<TestIssuer> {
  const people = new Map<string, Person>();
  const answers = new Map<string, (response: ServerResponse) => void>();
  let subject = "";
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://issuer");
    const own = answers.get(pathname);
    return own ? own(response) : handle(request, response);
  });
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const provider = new Provider(url, configurationOf(options, people));
  const callback = provider.callback();
  const issued: string[] = [];
  provider.on("authorization.success", (_context, response) => {
    issued.push(String(response?.code));
  });
  provider.on("grant.success", ({ body }) => {
    const { access_token: access, id_token: id } = body as Record<string, unknown>;
    issued.push(...[access, id].filter((one) => typeof one === "string"));
  });
  handle = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    const result = subject
      ? { login: { accountId: subject, remember: false } }
      : { error: "access_denied", error_description: "canceled" };
    return provider.interactionFinished(request, response, result);
  };
  return {
    url,
    signInAs(next, claims) {
      subject = next;
      people.set(next, claims);
    },
    cancel: () => (subject = ""),
    issued,
    answer: (path, answer) => void (answer ? answers.set(path, answer) : answers.delete(path)),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
