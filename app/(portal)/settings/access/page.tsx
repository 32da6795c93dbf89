import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { AccessView } from "@/components/audit/access-view";
import { DEFAULT_PERIOD_DAYS } from "@/lib/audit/period";
import { accessFilters } from "@/lib/audit/schemas";
import { accessOrganization, listStaffLooks } from "@/lib/audit/staff-looks";
import { requireViewer } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("access.title") };
}

export default async function AccessPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const filters = accessFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={[]}>
      <AccessView
        page={await listStaffLooks(viewer, filters)}
        filters={filters}
        organizations={viewer.memberships.map(({ organizationId, organizationName }) => ({
          id: organizationId,
          name: organizationName,
        }))}
        organizationId={accessOrganization(viewer, filters)}
        days={DEFAULT_PERIOD_DAYS}
        locale={viewer}
      />
    </PageTexts>
  );
}
