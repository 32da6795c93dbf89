import type { Metadata } from "next";

import { ConnectView } from "@/app/(portal)/connections/new/_components/connect-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { managedOrganizations, providerChoices } from "@/lib/connections/queries";

import { connectAction } from "../actions";

export const metadata: Metadata = { title: "Connect an account" };

export default async function ConnectPage() {
  const viewer = await requireViewer();
  return (
    <ConnectView
      providers={providerChoices()}
      organizations={managedOrganizations(viewer)}
      connect={forViewer(viewer, connectAction)}
    />
  );
}
