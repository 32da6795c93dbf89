import type { ReactNode } from "react";

import { ProofProvider } from "@/components/accounts/proof/proof-provider";
import { SeeingBanner } from "@/components/shell/seeing/seeing-banner";
import { Shell } from "@/components/shell/shell";
import { UnreadProvider } from "@/components/shell/unread";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";
import { getSession } from "@/lib/auth/viewer";

import {
  askForPasskeyAction,
  proofChoiceAction,
  proveIdentityAction,
  sendProofCodeAction,
} from "./proof-actions";
import { readTheme } from "./theme";

/** The layout of every page of a signed-in person. */
export async function ViewerShell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const session = await getSession();
  return (
    <ProofProvider
      actions={{
        choice: forViewer(viewer, proofChoiceAction),
        prove: forViewer(viewer, proveIdentityAction),
        askForPasskey: forViewer(viewer, askForPasskeyAction),
        sendCode: forViewer(viewer, sendProofCodeAction),
      }}
    >
      <UnreadProvider initial={session?.unread ?? 0}>
        {viewer.seenBy ? (
          <SeeingBanner name={viewer.name} seenBy={viewer.seenBy} locale={viewer} />
        ) : null}
        <Shell viewer={viewer} theme={await readTheme()}>
          {children}
        </Shell>
      </UnreadProvider>
    </ProofProvider>
  );
}
