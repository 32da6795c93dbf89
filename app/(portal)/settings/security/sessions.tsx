import { PageTexts } from "@/app/browser-texts";
import { SessionsSection } from "@/components/accounts/sessions/sessions-section";
import { listSessions } from "@/lib/accounts/sessions/queries";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";

import { revokeOtherSessionsAction, revokeSessionAction } from "./session-actions";

/** The viewer's sessions. */
export async function Sessions({ viewer }: { viewer: Viewer }) {
  return (
    <PageTexts features={["sessions"]}>
      <SessionsSection
        view={await listSessions(viewer)}
        locale={viewer}
        revoke={forViewer(viewer, revokeSessionAction)}
        revokeOthers={forViewer(viewer, revokeOtherSessionsAction)}
      />
    </PageTexts>
  );
}
