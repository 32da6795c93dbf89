import type { Metadata } from "next";
import { singleValues, type SearchParams } from "@/app/search-params";
import { TicketsView } from "@/components/tickets/tickets-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { syncAllAction } from "../../connections/actions";
import { decideSubmissionAction } from "../actions";

export const metadata: Metadata = { title: "Tickets" };

export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const filters = ticketFilters.parse(await singleValues(searchParams));
  const view = await listTickets(viewer, filters);
  const connectionIds = view.freshness.filter((each) => each.status !== "disconnected").map((each) => each.connectionId);
  return (
    <TicketsView
      title="Tickets"
      base="/tickets"
      view={view}
      filters={filters}
      locale={viewer}
      canFile
      deciding={{ viewerId: viewer.userId, decide: forViewer(viewer, decideSubmissionAction) }}
      sync={connectionIds.length > 0 ? forViewer(viewer, syncAllAction).bind(null, { connectionIds }) : undefined}
    />
  );
}
