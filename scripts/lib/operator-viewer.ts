import { loadSession } from "../../lib/auth/load-viewer";
import { completeSignIn } from "../../lib/auth/sessions";
import type { Viewer } from "../../lib/auth/types";

/** Signs a person in, so that a script can use the same commands as the pages. */
export async function operatorViewer(userId: string): Promise<Viewer> {
  const origin = { address: "unknown", userAgent: "", deviceToken: undefined };
  const signedIn = await completeSignIn(userId, "operator", origin);
  const session = signedIn && (await loadSession(signedIn.sessionId));
  if (!session) throw new Error(`The user ${userId} cannot sign in.`);
  return session.viewer;
}
