import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { ConnectionsView } from "@/components/connections/connections-view";
import { ProviderStatusLine } from "@/components/connections/provider-status-line";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { providerStatus } from "@/lib/connections/provider-status";
import { listConnections, managedOrganizations, providerChoices } from "@/lib/connections/queries";
import { requestTexts } from "@/lib/server/request-texts";

import { disconnectAction, renameConnectionAction, replaceKeyAction, syncAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("connections.title") };
}

export default async function ConnectionsPage() {
  const [viewer, t] = await Promise.all([requireViewer(), requestTexts()]);
  return (
    <PageTexts features={["connectionForms", "syncNow"]}>
      <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
        <ConnectionsView
          connections={await listConnections(viewer)}
          providers={providerChoices(t)}
          locale={viewer}
          statusOf={(providerId) => (
            <ProviderStatusLine loading={providerStatus(providerId)} locale={viewer} />
          )}
          canConnect={managedOrganizations(viewer).length > 0}
          commands={{
            syncOf: (connectionId) => forViewer(viewer, syncAction).bind(null, { connectionId }),
            rename: forViewer(viewer, renameConnectionAction),
            replaceKey: forViewer(viewer, replaceKeyAction),
            disconnect: forViewer(viewer, disconnectAction),
          }}
        />
      </ReadOnly>
    </PageTexts>
  );
}
