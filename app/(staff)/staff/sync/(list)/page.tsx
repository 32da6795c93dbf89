import type { Metadata } from "next";

import { SyncView } from "@/app/(staff)/staff/sync/(list)/_components/sync-view";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { requireStaff } from "@/lib/auth/viewer";
import { pageNumber, syncStateFilter } from "@/lib/review/schemas";
import { listSyncStates } from "@/lib/review/sync";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffSync.title") };
}

export default async function SyncPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const asked = await singleValues(searchParams);
  const page = pageNumber.parse(asked.page ?? 1);
  const only = syncStateFilter.parse(asked.state);
  return (
    <PageTexts features={[]}>
      <SyncView
        view={await listSyncStates(viewer, page - 1, only)}
        page={page}
        state={only}
        locale={viewer}
      />
    </PageTexts>
  );
}
