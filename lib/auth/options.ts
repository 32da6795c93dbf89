import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";

import { env } from "../env";
import { errorTraits } from "../error-codes";
import { isAppError } from "../errors";
import { log } from "../log";
import { loadSession } from "./load-viewer";
import { nextAuthLogger } from "./next-auth/logger";
import { signedInUserId } from "./seeing/read-only";
import { revokeSession } from "./sessions";

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId?: string;
    sessionId?: string;
  }
}

/** Returns the longest lifetime of a cookie; the end of each session is in the database. */
export function sessionSeconds(): number {
  return Math.max(env().SESSION_HOURS, env().STAFF_SESSION_HOURS) * 60 * 60;
}

export function encodeSession(sessionId: string): Promise<string> {
  const { NEXTAUTH_SECRET: secret } = env();
  return encode({ token: { sessionId }, secret, maxAge: sessionSeconds() });
}

/** The session id in a cookie; null for an altered or expired one. */
export async function decodeSession(value: string): Promise<string | null> {
  const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return token?.sessionId ?? null;
}

/** Returns the user's id, or null for a wrong credential. Throws `throttled`. */
export type PasswordSignIn = (
  credentials: unknown,
) => Promise<{ userId: string; sessionId: string } | null>;

/** The only place that knows next-auth. The token holds a session's id; rights are in the database. */
export function authOptions(signIn: PasswordSignIn): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds() },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, language: {}, isLanguageChosen: {} },
        async authorize(credentials) {
          try {
            const signedIn = await signIn(credentials);
            return signedIn && { id: signedIn.userId, sessionId: signedIn.sessionId };
          } catch (error) {
            if (isAppError(error) && errorTraits(error.code).shownAtSignIn)
              throw new Error(error.code);
            log.error({ err: error }, "sign-in failed");
            throw new Error("internal");
          }
        },
      }),
    ],
    callbacks: {
      // next-auth renews the token here: only of a session that still runs.
      async jwt({ token, user }) {
        if (user) return { userId: user.id, sessionId: user.sessionId };
        const session = token.sessionId ? await loadSession(token.sessionId) : null;
        if (!session) throw new Error("The session has ended.");
        return { userId: signedInUserId(session.viewer), sessionId: session.viewer.session.id };
      },
      session({ session }) {
        return { expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        if (token?.sessionId) await revokeSession(null, token.sessionId);
      },
    },
    logger: nextAuthLogger,
  };
}
