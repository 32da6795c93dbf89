import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { AccessView } from "@/components/audit/access-view";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { DEFAULT_PERIOD_DAYS } from "@/lib/audit/period";
import { accessFilters } from "@/lib/audit/schemas";
import { accessOrganization, listStaffLooks } from "@/lib/audit/staff-looks";
import { organizationsWhere } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/viewer";
import { unreadParts } from "@/lib/forms/unread-parts";
import { hashesOfLooks } from "@/lib/review/case-file/hashed-days";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("access.title") };
}

export default async function AccessPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const query = await allValues(searchParams);
  const filters = accessFilters.parse(firstValues(query));
  const organizationId = accessOrganization(viewer, filters);
  const page = await listStaffLooks(viewer, filters);
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(accessFilters.shape))} />
      <AccessView
        page={page}
        hashOf={await hashesOfLooks(viewer, organizationId, page.items)}
        filters={filters}
        organizations={viewer.memberships.map(({ organizationId, organizationName }) => ({
          id: organizationId,
          name: organizationName,
        }))}
        organizationId={organizationId}
        isManager={organizationsWhere(viewer, "organization.settings").some(
          (one) => one === organizationId,
        )}
        days={DEFAULT_PERIOD_DAYS}
        locale={viewer}
      />
    </PageTexts>
  );
}
