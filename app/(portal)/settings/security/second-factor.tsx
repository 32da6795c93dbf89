import { PageTexts } from "@/app/browser-texts";
import { AuthenticatorSection } from "@/components/accounts/second-factor/authenticator-section";
import { isRequired, secondFactorStatus } from "@/lib/accounts/second-factor/status";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";

import {
  beginSetupAction,
  confirmSetupAction,
  regenerateRecoveryCodesAction,
  turnOffAuthenticatorAction,
} from "./second-factor-actions";

export async function SecondFactor({ viewer }: { viewer: Viewer }) {
  const status = await secondFactorStatus(viewer);
  return (
    <PageTexts features={["proof", "secondFactor"]}>
      <AuthenticatorSection
        status={status}
        email={viewer.email}
        canTurnOff={status.hasPasskey || !isRequired(status)}
        commands={{
          begin: forViewer(viewer, beginSetupAction),
          confirm: forViewer(viewer, confirmSetupAction),
          regenerate: forViewer(viewer, regenerateRecoveryCodesAction),
          turnOff: forViewer(viewer, turnOffAuthenticatorAction),
        }}
      />
    </PageTexts>
  );
}
