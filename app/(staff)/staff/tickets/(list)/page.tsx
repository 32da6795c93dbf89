import type { Metadata } from "next";

import {
  changeViewAction,
  moveViewAction,
  removeViewAction,
  saveViewAction,
} from "@/app/(portal)/tickets/view-actions";
import { ExportTickets } from "@/app/(staff)/staff/tickets/(list)/_components/export-tickets";
import { PageTexts } from "@/app/browser-texts";
import { requestedMoment } from "@/app/past-moment";
import { allValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { DownloadFailed } from "@/components/tickets/conversation/download-failed";
import { filterUrl } from "@/components/tickets/filters/filter-url";
import { SEARCH_TEXTS } from "@/components/tickets/filters/search-texts";
import { TicketsView } from "@/components/tickets/list/tickets-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { staffScope } from "@/lib/auth/scope";
import { requireStaff } from "@/lib/auth/viewer";
import { listAllTickets } from "@/lib/review/queries";
import { requestTexts } from "@/lib/server/request-texts";
import { listMarks } from "@/lib/tickets/list/list-updates";
import { filtersOf, unreadFilters } from "@/lib/tickets/schemas";
import { ALL_STAFF } from "@/lib/tickets/views/schemas";

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
    <PageTexts features={[...SEARCH_TEXTS, "listUpdates", "views", "density"]}>
      <DownloadFailed code={query.get("download") ?? undefined} />
      <UnreadFilters parts={unreadFilters(query, filters)} />
      <TicketsView
        title={t("tickets.allTitle")}
        view={view}
        marks={listMarks(view)}
        filters={filters}
        locale={viewer}
        role="staff"
        viewCommands={{
          save: forViewer(viewer, saveViewAction),
          change: forViewer(viewer, changeViewAction),
          remove: forViewer(viewer, removeViewAction),
          move: forViewer(viewer, moveViewAction),
          viewerId: viewer.userId,
          audience: "staff",
          organizations: [{ id: ALL_STAFF, name: t("views.allStaff") }],
        }}
        {...moment}
        showsMore={query.get("more") === "1"}
        tools={<ExportTickets filters={filters} corrected={view.correction?.shown} />}
      />
    </PageTexts>
  );
}
