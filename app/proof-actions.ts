"use server";

import { sendProofCode } from "@/lib/accounts/proof/mail-code";
import { askForProof } from "@/lib/accounts/proof/passkey";
import { proofChoice } from "@/lib/accounts/proof/proof-methods";
import { proveIdentity } from "@/lib/accounts/proof/prove-identity";
import { proofInput } from "@/lib/accounts/proof/schemas";
import { noInput } from "@/lib/forms/no-input";
import { viewerAction } from "@/lib/server/viewer-action";

import { textsFor } from "./browser-texts";

/** Also returns the dialog's texts, which few pages need. */
export const proofChoiceAction = viewerAction(
  "ask how a person can prove who they are",
  noInput,
  async (viewer) => ({ choice: await proofChoice(viewer), texts: await textsFor(["proof"]) }),
);

export const proveIdentityAction = viewerAction(
  "prove who a person is",
  proofInput,
  async (viewer, input) => {
    await proveIdentity(viewer, input);
    return null;
  },
);

export const askForPasskeyAction = viewerAction(
  "ask for a passkey that proves who a person is",
  noInput,
  (viewer) => askForProof(viewer),
);

export const sendProofCodeAction = viewerAction(
  "mail a code that proves who a person is",
  noInput,
  async (viewer) => {
    await sendProofCode(viewer);
    return null;
  },
);
