"use server";

import { refresh } from "next/cache";

import { removeIdentity } from "@/lib/accounts/identities/commands";
import { startLinking } from "@/lib/accounts/identities/link";
import { removeIdentityInput, startLinkingInput } from "@/lib/accounts/identities/schemas";
import { keepStartedLink } from "@/lib/auth/single-sign-on-cookie";
import { viewerAction } from "@/lib/server/viewer-action";

/** Prepares the browser for the issuer; a form then leads there. */
export const startLinkingAction = viewerAction(
  "start linking a single sign-on",
  startLinkingInput,
  async (viewer, input) => {
    await keepStartedLink(await startLinking(viewer, input.issuerId));
    return null;
  },
);

export const removeIdentityAction = viewerAction(
  "remove a single sign-on",
  removeIdentityInput,
  async (viewer, { id }) => {
    await removeIdentity(viewer, id);
    refresh();
    return null;
  },
);
