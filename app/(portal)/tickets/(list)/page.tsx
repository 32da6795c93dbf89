import type { Metadata } from "next";

import { type SearchParams, singleValues } from "@/app/search-params";
import { TicketsView } from "@/components/tickets/list/tickets-view";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";
import { requireViewer } from "@/lib/auth/viewer";
import { listMarks } from "@/lib/tickets/list/list-updates";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";

import { syncAllAction } from "../../connections/actions";
import { decideSubmissionAction } from "../actions";

export const metadata: Metadata = { title: "Tickets" };

function roleOf({ memberships }: Viewer) {
  if (memberships.length === 0) return "outsider";
  return memberships.some(({ role }) => role === "manager") ? "manager" : "member";
}

export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const filters = ticketFilters.parse(await singleValues(searchParams));
  const view = await listTickets(viewer, filters);
  const connectionIds = view.freshness
    .filter((each) => each.status !== "disconnected")
    .map((each) => each.connectionId);
  return (
    <TicketsView
      title="Tickets"
      view={view}
      marks={listMarks(view)}
      filters={filters}
      locale={viewer}
      role={roleOf(viewer)}
      decisionHandler={{
        viewerId: viewer.userId,
        decide: forViewer(viewer, decideSubmissionAction),
      }}
      sync={
        connectionIds.length > 0
          ? forViewer(viewer, syncAllAction).bind(null, { connectionIds })
          : undefined
      }
    />
  );
}
