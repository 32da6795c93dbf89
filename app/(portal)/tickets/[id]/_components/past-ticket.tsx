import { PageTexts } from "@/app/browser-texts";
import { TicketNotices } from "@/components/tickets/detail/ticket-notices";
import { TICKET_TEXTS } from "@/components/tickets/detail/ticket-texts";
import { TicketPageContent } from "@/components/tickets/detail/ticket-view";
import type { Viewer } from "@/lib/auth/types";
import type { TicketDetail } from "@/lib/tickets/detail/types";

/** A past version of a ticket, read-only. */
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
    <PageTexts features={TICKET_TEXTS}>
      <div className="grid gap-4">
        <TicketNotices ticket={ticket} locale={viewer} audience="customer" at={at} />
        <TicketPageContent
          viewerId={viewer.userId}
          ticket={ticket}
          locale={viewer}
          audience="customer"
        />
      </div>
    </PageTexts>
  );
}
