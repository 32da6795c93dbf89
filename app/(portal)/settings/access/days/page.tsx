import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { organizationsWhere } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/viewer";
import { unreadParts } from "@/lib/forms/unread-parts";
import { dayRootFilters, listDayRoots } from "@/lib/review/case-file/list-day-roots";
import { requestTexts } from "@/lib/server/request-texts";

import { DayRootsView } from "./_components/day-roots-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("dayRoots.title") };
}

export default async function DayRootsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const query = await allValues(searchParams);
  const filters = dayRootFilters.parse(firstValues(query));
  const managed = organizationsWhere(viewer, "organization.settings");
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(dayRootFilters.shape))} />
      <DayRootsView
        page={await listDayRoots(viewer, filters)}
        isFirst={filters.before === undefined}
        organizations={viewer.memberships
          .filter(({ organizationId }) => managed.includes(organizationId))
          .map(({ organizationId, organizationName }) => ({
            id: organizationId,
            name: organizationName,
          }))}
        locale={viewer}
      />
    </PageTexts>
  );
}
