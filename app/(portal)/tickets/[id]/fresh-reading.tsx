import { withNextTry } from "@/components/tickets/ask-again";
import { RefreshNotice } from "@/components/tickets/refresh-notice";
import type { Viewer } from "@/lib/auth/types";
import { refreshTicket } from "@/lib/tickets/commands";
import type { TicketDetail } from "@/lib/tickets/types";

/** Asks the provider how the ticket stands now. The page with the mirror's state is already on its way to the reader. */
export async function FreshReading({ viewer, ticket }: { viewer: Viewer; ticket: TicketDetail }) {
  const reading = await refreshTicket(viewer, ticket.id);
  const message = reading.message && withNextTry(reading.message, reading.retryAt, viewer);
  return <RefreshNotice reading={{ ...reading, message }} provider={ticket.provider} />;
}
