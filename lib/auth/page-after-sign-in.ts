import "server-only";

import type { Route } from "next";

import { verifyUrl } from "../routes";
import { loadSession } from "./load-viewer";
import { setSessionCookies } from "./session-cookie";
import type { SignedIn } from "./sessions";

/**
 * Sets the cookies of a completed sign-in and returns the page to open: `next`, or the second step,
 * whose own address keeps a fragment of `next`.
 */
export async function pageAfterSignIn(signedIn: SignedIn, next: Route): Promise<Route> {
  await setSessionCookies(signedIn);
  const session = await loadSession(signedIn.sessionId);
  return session?.missing ? verifyUrl({ next }) : next;
}
