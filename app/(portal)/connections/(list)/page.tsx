import type { Metadata } from "next";

import { ConnectionsView } from "@/components/connections/connections-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { listConnections, managedOrganizations, providerChoices } from "@/lib/connections/queries";

import { disconnectAction, replaceKeyAction, syncAction } from "../actions";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const viewer = await requireViewer();
  return (
    <ConnectionsView
      connections={await listConnections(viewer)}
      providers={providerChoices()}
      locale={viewer}
      canConnect={managedOrganizations(viewer).length > 0}
      commands={{
        syncOf: (connectionId) => forViewer(viewer, syncAction).bind(null, { connectionId }),
        replaceKey: forViewer(viewer, replaceKeyAction),
        disconnect: forViewer(viewer, disconnectAction),
      }}
    />
  );
}
