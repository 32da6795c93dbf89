import type { Metadata } from "next";

import { SyncView } from "@/app/(staff)/staff/sync/(list)/_components/sync-view";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { requireStaff } from "@/lib/auth/viewer";
import { providerChoices } from "@/lib/connections/queries";
import { listSyncStates } from "@/lib/review/sync";
import { syncFilters } from "@/lib/review/sync-filters";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffSync.title") };
}

export default async function SyncPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireStaff(), requestTexts()]);
  const filters = syncFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={[]}>
      <SyncView
        view={await listSyncStates(viewer, filters)}
        filters={filters}
        providers={providerChoices(t).map(({ id, name }) => ({ value: id, label: name }))}
        locale={viewer}
      />
    </PageTexts>
  );
}
