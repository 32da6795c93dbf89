import type { NextRequest } from "next/server";
import NextAuth from "next-auth";

import { issuerById } from "@/lib/accounts/identities/rules";
import { authOptions } from "@/lib/auth/options";
import { requestOrigin, setDeviceCookie } from "@/lib/auth/session-cookie";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { jsonFailure } from "@/lib/server/json-answer";
import { refuseWhileSeeing } from "@/lib/server/refuse-while-seeing";

import { checkAuthRequest } from "./check-request";
import { issuerCallback } from "./issuer-callback";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth reads whole bodies, so each is checked first. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    const [action, id = ""] = (await context.params).nextauth;
    if (action === "callback" || action === "signin") await refuseWhileSeeing();
    const issuer = action === "callback" ? issuerById(id) : undefined;
    if (issuer && request.method === "GET") return await issuerCallback(request, issuer);
    return await NextAuth(await checkAuthRequest(request), context, authOptions(passwordSignIn));
  } catch (error) {
    return jsonFailure(error, "sign-in route");
  }
}

async function passwordSignIn(credentials: unknown) {
  const signedIn = await signInWithPassword(credentials, await requestOrigin());
  if (signedIn) await setDeviceCookie(signedIn.deviceToken);
  return signedIn;
}

export { handle as GET, handle as POST };
