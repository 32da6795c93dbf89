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

/** Gives a person an app. Its code of the step before is used up. */
export async function addApp(viewer: Viewer): Promise<{ secret: string; codes: string[] }> {
  const state = await stateOf(viewer);
  const { secret, token } = beginSetup(state);
  return { secret, codes: await confirmSetup(state, { code: codeOf(secret, -1), token }) };
}
