import { encode } from "next-auth/jwt";

import { env } from "../env";
import { SESSION_SECONDS } from "./options";
import type { SignedIn } from "./sign-in";

export async function sessionCookie({
  id,
  email,
  name,
  sessionVersion,
}: SignedIn): Promise<string> {
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL: url, VERCEL: vercel } = env();
  const token = { sub: id, email, name, userId: id, sessionVersion };
  const value = await encode({ token, secret, maxAge: SESSION_SECONDS });
  const isSecure = url ? url.startsWith("https:") : vercel !== undefined;
  const cookie = `${isSecure ? "__Secure-" : ""}next-auth.session-token=${value}`;
  const life = `Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly; SameSite=Lax`;
  return `${cookie}; ${life}${isSecure ? "; Secure" : ""}`;
}
