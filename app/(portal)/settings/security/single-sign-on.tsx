import { PageTexts } from "@/app/browser-texts";
import { SingleSignOnSection } from "@/components/accounts/identities/single-sign-on-section";
import { loadSingleSignOn } from "@/lib/accounts/identities/queries";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";

import { removeIdentityAction, startLinkingAction } from "./single-sign-on-actions";

interface SingleSignOnProps {
  viewer: Viewer;
  /** The outcome of linking an issuer. */
  outcome: string | undefined;
}

export async function SingleSignOn({ viewer, outcome }: SingleSignOnProps) {
  const view = await loadSingleSignOn(viewer);
  if (!view) return null;
  return (
    <PageTexts features={["identities"]}>
      <SingleSignOnSection
        view={view}
        locale={viewer}
        outcome={outcome}
        start={forViewer(viewer, startLinkingAction)}
        remove={forViewer(viewer, removeIdentityAction)}
      />
    </PageTexts>
  );
}
