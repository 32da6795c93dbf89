import type { Metadata } from "next";
import { Suspense } from "react";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { ProviderStatusLine } from "@/components/connections/provider-status-line";
import { FilingSkeleton } from "@/components/filing/filing-skeleton";
import { NewTicketView } from "@/components/filing/new-ticket-view";
import { SaveTemplate } from "@/components/filing/templates/save-template";
import { ReadersDoNotFile } from "@/components/filing/unable/readers-do-not-file";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { mayWriteSomewhere } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/viewer";
import { providerStatus } from "@/lib/connections/provider-status";
import { filingAccounts, managedOrganizations } from "@/lib/connections/queries";
import { newTicketUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";
import { lastFilingAccount } from "@/lib/tickets/filing/last-account";

import { saveTemplateAction } from "../../organization/template-actions";
import { LiveFilingForm } from "./_components/live-filing-form";
import { filingStart } from "./filing-start";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("newTicket.title") };
}

export default async function NewTicketPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  if (viewer.memberships.length > 0 && !mayWriteSomewhere(viewer)) return <ReadersDoNotFile />;
  const query = await singleValues(searchParams);
  const [accounts, start, last] = await Promise.all([
    filingAccounts(viewer),
    filingStart(viewer, query),
    lastFilingAccount(viewer),
  ]);
  const usable = accounts.filter(({ problem }) => problem === null);
  const find = (id: string | undefined) => usable.find((account) => account.connectionId === id);
  const chosen = start.continues
    ? find(start.connectionId)
    : (find(query.account) ?? find(start.connectionId) ?? find(last) ?? usable[0]);
  const requested = start.continues ? start.connectionId : (query.account ?? start.connectionId);
  const refused = accounts.find(
    ({ connectionId, problem }) => problem !== null && connectionId === requested,
  );
  const form = chosen ? (
    <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
      <LiveFilingForm viewer={viewer} account={chosen} start={start} query={query} />
      {chosen.mayManage ? (
        <SaveTemplate
          connectionId={chosen.connectionId}
          save={forViewer(viewer, saveTemplateAction)}
        />
      ) : null}
    </ReadOnly>
  ) : null;
  return (
    <PageTexts features={["filing", "templates", "privacy"]}>
      <NewTicketView
        accounts={accounts}
        chosen={chosen}
        refused={refused}
        continues={start.continues}
        submissionId={start.submissionId}
        mayConnect={managedOrganizations(viewer).length > 0}
        status={
          chosen ? (
            <ProviderStatusLine
              key={chosen.providerId}
              loading={providerStatus(chosen.providerId)}
              locale={viewer}
              isPlain={query.plain !== undefined}
            />
          ) : null
        }
      >
        {chosen && query.plain === undefined ? (
          <Suspense
            key={`${start.draftStatus.draftKey} ${chosen.connectionId} ${query.service ?? ""}`}
            fallback={
              <FilingSkeleton
                providerName={chosen.providerName}
                problem={start.rejection?.message}
                plainPage={newTicketUrl({ ...query, plain: "1" })}
              />
            }
          >
            {form}
          </Suspense>
        ) : (
          form
        )}
      </NewTicketView>
    </PageTexts>
  );
}
