import { TicketNotices } from "@/components/tickets/detail/ticket-notices";
import { TicketPageContent } from "@/components/tickets/detail/ticket-view";
import type { Viewer } from "@/lib/auth/types";
import type { TicketDetail } from "@/lib/tickets/detail/types";

/** A ticket as it was at a moment: to be read, and nothing else. */
export function PastTicket({
  viewer,
  ticket,
  at,
}: {
  viewer: Viewer;
  ticket: TicketDetail;
  at: Date | undefined;
}) {
  return (
    <div className="grid gap-4">
      <TicketNotices ticket={ticket} locale={viewer} audience="customer" at={at} />
      <TicketPageContent ticket={ticket} locale={viewer} audience="customer" />
    </div>
  );
}
