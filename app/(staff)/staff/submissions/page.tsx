import type { Metadata } from "next";

import { SubmissionsView } from "@/app/(staff)/staff/submissions/_components/submissions-view";
import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { requireStaff } from "@/lib/auth/viewer";
import { providerChoices } from "@/lib/connections/queries";
import { unreadParts } from "@/lib/forms/unread-parts";
import { listSubmissions } from "@/lib/review/submissions/queries";
import { submissionFilters } from "@/lib/review/submissions/schemas";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffSubmissions.title") };
}

export default async function SubmissionsPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireStaff(), requestTexts()]);
  const query = await allValues(searchParams);
  const asked = submissionFilters.parse(firstValues(query));
  const providers = providerChoices(t);
  const provider = providers.find(({ id }) => id === asked.provider)?.id;
  const filters = { ...asked, provider };
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(submissionFilters.shape))} />
      <SubmissionsView
        page={await listSubmissions(viewer, filters)}
        filters={filters}
        providers={providers.map(({ id, name }) => ({ value: id, label: name }))}
        locale={viewer}
      />
    </PageTexts>
  );
}
