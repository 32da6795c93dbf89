"use server";

import { refresh } from "next/cache";

import {
  addPasskey,
  removePasskey,
  renamePasskey,
  startPasskey,
} from "@/lib/accounts/passkeys/commands";
import { newPasskey, passkeyId, passkeyName } from "@/lib/accounts/passkeys/schemas";
import { noInput } from "@/lib/forms/no-input";
import { viewerAction } from "@/lib/server/viewer-action";

export const startPasskeyAction = viewerAction("start a passkey", noInput, (viewer) =>
  startPasskey(viewer),
);

export const addPasskeyAction = viewerAction("add a passkey", newPasskey, async (viewer, input) => {
  await addPasskey(viewer, input);
  refresh();
  return null;
});

export const renamePasskeyAction = viewerAction(
  "rename a passkey",
  passkeyName,
  async (viewer, input) => {
    await renamePasskey(viewer, input);
    refresh();
    return null;
  },
);

export const removePasskeyAction = viewerAction(
  "remove a passkey",
  passkeyId,
  async (viewer, input) => {
    await removePasskey(viewer, input);
    refresh();
    return null;
  },
);
