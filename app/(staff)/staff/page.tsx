import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { OverviewView } from "@/components/overview/overview-view";
import { RememberList } from "@/components/shell/remember-list";
import { OnlyNow } from "@/components/tickets/past/only-now";
import { requireStaff } from "@/lib/auth/viewer";
import { unreadParts } from "@/lib/forms/unread-parts";
import { getOverview } from "@/lib/review/overview/overview";
import { overviewFilters } from "@/lib/review/overview/overview-filters";
import { overviewUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

/** The overview says what is wrong with these. */
const TOLD_APART = ["at", "from", "to", "organization", "provider", "service"];

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("overview.title") };
}

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const query = await allValues(searchParams);
  const filters = overviewFilters.parse(firstValues(query));
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(filters), TOLD_APART)} />
      <RememberList path={overviewUrl()} />
      <OnlyNow at={query.get("at") ?? undefined} />
      <OverviewView overview={await getOverview(viewer, filters)} locale={viewer} />
    </PageTexts>
  );
}
