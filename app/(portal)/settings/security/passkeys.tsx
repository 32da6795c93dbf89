import { PageTexts } from "@/app/browser-texts";
import { PasskeysSection } from "@/components/accounts/passkeys/passkeys-section";
import { listPasskeys } from "@/lib/accounts/passkeys/queries";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";

import {
  addPasskeyAction,
  removePasskeyAction,
  renamePasskeyAction,
  startPasskeyAction,
} from "./passkey-actions";

/** The section of the viewer's passkeys. */
export async function Passkeys({ viewer }: { viewer: Viewer }) {
  return (
    <PageTexts features={["passkeys"]}>
      <PasskeysSection
        passkeys={await listPasskeys(viewer)}
        locale={viewer}
        start={forViewer(viewer, startPasskeyAction)}
        add={forViewer(viewer, addPasskeyAction)}
        rename={forViewer(viewer, renamePasskeyAction)}
        remove={forViewer(viewer, removePasskeyAction)}
      />
    </PageTexts>
  );
}
