import { Secret, TOTP } from "otpauth";

import { beginSetup, confirmSetup } from "@/lib/accounts/second-factor/commands";
import { loadSession } from "@/lib/auth/load-viewer";
import type { SessionState, Viewer } from "@/lib/auth/types";

/** As an authenticator app shows it, so many steps from now. */
export function codeOf(secret: string, steps = 0): string {
  const timestamp = Date.now() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

export async function stateOf(
  viewer: Viewer,
  sessionId = viewer.session.id,
): Promise<SessionState> {
  const state = await loadSession(sessionId);
  if (!state) throw new Error("The session has ended.");
  return state;
}

/** A browser that the portal has not seen. */
export const NOWHERE = { address: "unknown", deviceToken: undefined };

/**
 * Gives a person an app, and uses up the code of the previous time step. The session gets another
 * ID, which the viewer then has.
 */
export async function addApp(viewer: Viewer): Promise<{ secret: string; codes: string[] }> {
  const state = await stateOf(viewer);
  const { secret, token } = beginSetup(state);
  const given = { code: codeOf(secret, -1), token };
  const { codes, signedIn } = await confirmSetup(state, given, NOWHERE);
  viewer.session.id = signedIn.sessionId;
  return { secret, codes };
}
