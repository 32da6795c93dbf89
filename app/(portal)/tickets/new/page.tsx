import type { Metadata } from "next";
import { Suspense } from "react";
import { singleValues, type SearchParams } from "@/app/search-params";
import { FilingSkeleton } from "@/components/filing/filing-skeleton";
import { NewTicketView } from "@/components/filing/new-ticket-view";
import { requireViewer } from "@/lib/auth/viewer";
import { filingAccounts } from "@/lib/connections/queries";
import { LiveFilingForm } from "./live-filing-form";

export const metadata: Metadata = { title: "New ticket" };

export default async function NewTicketPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const [accounts, { account }] = await Promise.all([filingAccounts(viewer), singleValues(searchParams)]);
  const chosen = accounts.find((each) => each.connectionId === account) ?? accounts[0];
  return (
    <NewTicketView accounts={accounts} chosen={chosen?.connectionId}>
      {chosen ? (
        <Suspense key={chosen.connectionId} fallback={<FilingSkeleton providerName={chosen.providerName} />}>
          <LiveFilingForm viewer={viewer} account={chosen} />
        </Suspense>
      ) : null}
    </NewTicketView>
  );
}
