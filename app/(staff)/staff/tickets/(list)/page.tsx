import type { Metadata } from "next";

import { type SearchParams, singleValues } from "@/app/search-params";
import { TicketsView } from "@/components/tickets/list/tickets-view";
import { requireStaff } from "@/lib/auth/viewer";
import { listAllTickets } from "@/lib/review/queries";
import { listMarks } from "@/lib/tickets/list/list-updates";
import { ticketFilters } from "@/lib/tickets/schemas";

export const metadata: Metadata = { title: "All tickets" };

export default async function AllTicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const filters = ticketFilters.parse(await singleValues(searchParams));
  const view = await listAllTickets(viewer, filters);
  return (
    <TicketsView
      title="All tickets"
      view={view}
      marks={listMarks(view)}
      filters={filters}
      locale={viewer}
      role="staff"
    />
  );
}
