"use server";

import { refresh } from "next/cache";

import { removeIdentity } from "@/lib/accounts/identities/commands";
import { startLinking } from "@/lib/accounts/identities/link";
import { removeIdentityInput, startLinkingInput } from "@/lib/accounts/identities/schemas";
import { keepStartedLink } from "@/lib/auth/single-sign-on-cookie";
import type { Result } from "@/lib/result";
import { viewerAction } from "@/lib/server/viewer-action";

const start = viewerAction("startLinkingAction", startLinkingInput, async (viewer, input) => {
  await keepStartedLink(await startLinking(viewer, input.issuerId));
  return null;
});

const remove = viewerAction("removeIdentityAction", removeIdentityInput, async (viewer, { id }) => {
  await removeIdentity(viewer, id);
  refresh();
  return null;
});

/** Prepares the browser for the issuer; a form then leads there. */
export async function startLinkingAction(
  pageViewerId: string,
  input: unknown,
): Promise<Result<null>> {
  return start(pageViewerId, input);
}

export async function removeIdentityAction(
  pageViewerId: string,
  input: unknown,
): Promise<Result<null>> {
  return remove(pageViewerId, input);
}
