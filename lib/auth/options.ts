import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";

import { env } from "../env";
import { errorTraits } from "../error-codes";
import { isAppError } from "../errors";
import { log } from "../log";
import { clientAddress } from "./client-address";
import { checkSignIn } from "./sign-in";

declare module "next-auth" {
  interface User {
    sessionVersion: number;
  }
  interface Session {
    userId: string;
    sessionVersion: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId?: string;
    sessionVersion?: number;
  }
}

/** Long enough for a night's incident, short enough for a forgotten browser. */
export const SESSION_SECONDS = 36 * 60 * 60;

let options: NextAuthOptions | undefined;

/** The token holds the user's id and session version; permissions are read from the database. */
export function authOptions(): NextAuthOptions {
  options ??= {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, language: {}, isLanguageChosen: {} },
        async authorize(credentials, request) {
          try {
            return await checkSignIn(
              credentials,
              clientAddress(request.headers ?? {}, env().VERCEL !== undefined),
            );
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
      jwt({ token, user }) {
        if (user) {
          token.userId = user.id;
          token.sessionVersion = user.sessionVersion;
        }
        return token;
      },
      session({ session, token }) {
        session.userId = token.userId ?? "";
        session.sessionVersion = token.sessionVersion ?? 0;
        return session;
      },
    },
    logger: {
      error: (code) => log.error({ code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
  return options;
}
