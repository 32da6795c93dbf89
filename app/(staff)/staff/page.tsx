import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { OverviewView } from "@/components/overview/overview-view";
import { RememberList } from "@/components/shell/remember-list";
import { OnlyNow } from "@/components/tickets/past/only-now";
import { requireStaff } from "@/lib/auth/viewer";
import { getOverview } from "@/lib/review/overview/overview";
import { overviewFilters } from "@/lib/review/overview/overview-filters";
import { overviewUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("overview.title") };
}

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const query = await singleValues(searchParams);
  const filters = overviewFilters.parse(query);
  return (
    <PageTexts features={[]}>
      <RememberList path={overviewUrl()} />
      <OnlyNow at={query.at} />
      <OverviewView overview={await getOverview(viewer, filters)} locale={viewer} />
    </PageTexts>
  );
}
