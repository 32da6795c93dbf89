import type { Metadata } from "next";

import { ConnectView } from "@/app/(portal)/connections/new/_components/connect-view";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { listConnections, managedOrganizations, providerChoices } from "@/lib/connections/queries";
import { requestTexts } from "@/lib/server/request-texts";

import { connectAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("connections.connectAccount") };
}

export default async function ConnectPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireViewer(), requestTexts()]);
  const [{ first }, connections] = await Promise.all([
    singleValues(searchParams),
    listConnections(viewer),
  ]);
  return (
    <PageTexts features={["connectionForms"]}>
      <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
        <ConnectView
          providers={providerChoices(t)}
          organizations={managedOrganizations(viewer)}
          labels={connections.map(({ connectionLabel }) => connectionLabel)}
          connect={forViewer(viewer, connectAction)}
          next={first ? "/" : "/connections"}
        />
      </ReadOnly>
    </PageTexts>
  );
}
