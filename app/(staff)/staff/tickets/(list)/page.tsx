import type { Metadata } from "next";

import { ExportTickets } from "@/app/(staff)/staff/tickets/(list)/_components/export-tickets";
import { PageTexts } from "@/app/browser-texts";
import { requestedMoment } from "@/app/past-moment";
import { allValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { DownloadFailed } from "@/components/tickets/conversation/download-failed";
import { filterUrl } from "@/components/tickets/filters/filter-url";
import { TicketsView } from "@/components/tickets/list/tickets-view";
import { staffScope } from "@/lib/auth/scope";
import { requireStaff } from "@/lib/auth/viewer";
import { listAllTickets } from "@/lib/review/queries";
import { requestTexts } from "@/lib/server/request-texts";
import { listMarks } from "@/lib/tickets/list/list-updates";
import { filtersOf, unreadFilters } from "@/lib/tickets/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("tickets.allTitle") };
}

export default async function AllTicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireStaff(), requestTexts()]);
  const query = await allValues(searchParams);
  const filters = filtersOf(query);
  const moment = await requestedMoment(
    query.get("at"),
    { timeZone: viewer.timeZone, scope: staffScope(viewer) },
    (at) => filterUrl("staff", { ...filters, at }),
  );
  const view = await listAllTickets(viewer, filters);
  return (
    <PageTexts features={["filters", "listUpdates", "views", "density"]}>
      <DownloadFailed code={query.get("download") ?? undefined} />
      <UnreadFilters parts={unreadFilters(query, filters)} />
      <TicketsView
        title={t("tickets.allTitle")}
        view={view}
        marks={listMarks(view)}
        filters={filters}
        locale={viewer}
        role="staff"
        {...moment}
        tools={<ExportTickets filters={filters} corrected={view.correction?.shown} />}
      />
    </PageTexts>
  );
}
