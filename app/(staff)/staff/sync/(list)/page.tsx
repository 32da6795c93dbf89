import type { Metadata } from "next";

import { SyncView } from "@/app/(staff)/staff/sync/(list)/_components/sync-view";
import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { requireStaff } from "@/lib/auth/viewer";
import { providerChoices } from "@/lib/connections/queries";
import { unreadParts } from "@/lib/forms/unread-parts";
import { syncFilters } from "@/lib/review/sync/filters";
import { listSyncStates } from "@/lib/review/sync/queries";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffSync.title") };
}

export default async function SyncPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireStaff(), requestTexts()]);
  const query = await allValues(searchParams);
  const asked = syncFilters.parse(firstValues(query));
  const known = providerChoices(t);
  const provider = known.find(({ id }) => id === asked.provider)?.id;
  const filters = { ...asked, provider };
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(syncFilters.shape))} />
      <SyncView
        view={await listSyncStates(viewer, filters)}
        filters={filters}
        providers={known.map(({ id, name }) => ({ value: id, label: name }))}
        locale={viewer}
      />
    </PageTexts>
  );
}
