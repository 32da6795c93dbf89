import type { Locale } from "@/components/ui/moment";
import type { TicketListItem } from "@/lib/tickets/types";
import { TicketRow } from "./ticket-row";

interface TicketListProps {
  tickets: TicketListItem[];
  base: string;
  locale: Locale;
}

export function TicketList({ tickets, base, locale }: TicketListProps) {
  return (
    <ul aria-label="Tickets found" className="@container divide-y overflow-hidden rounded-lg border bg-card">
      {tickets.map((ticket) => <TicketRow key={ticket.id} ticket={ticket} base={base} locale={locale} />)}
    </ul>
  );
}
