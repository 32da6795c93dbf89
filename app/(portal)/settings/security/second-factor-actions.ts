"use server";

import { refresh } from "next/cache";

import {
  beginSetupInSettings,
  confirmSetup,
  regenerateRecoveryCodes,
  turnOffAuthenticator,
} from "@/lib/accounts/second-factor/commands";
import { confirmSetupInput } from "@/lib/accounts/second-factor/schemas";
import { requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { noInput } from "@/lib/forms/no-input";
import { viewerAction } from "@/lib/server/viewer-action";

export const beginSetupAction = viewerAction(
  "begin to set up an authenticator app",
  noInput,
  beginSetupInSettings,
);

export const confirmSetupAction = viewerAction(
  "set up an authenticator app",
  confirmSetupInput,
  async (viewer, input) => {
    const state = { viewer, missing: null };
    const { codes, signedIn } = await confirmSetup(state, input, await requestOrigin());
    await setSessionCookies(signedIn);
    refresh();
    return { codes };
  },
);

export const regenerateRecoveryCodesAction = viewerAction(
  "replace recovery codes",
  noInput,
  async (viewer) => {
    const codes = await regenerateRecoveryCodes(viewer);
    refresh();
    return { codes };
  },
);

export const turnOffAuthenticatorAction = viewerAction(
  "turn off an authenticator app",
  noInput,
  async (viewer) => {
    await turnOffAuthenticator(viewer);
    refresh();
    return null;
  },
);
