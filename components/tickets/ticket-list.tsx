import { describeMoment, type Locale } from "@/components/ui/moment";
import type { TicketListItem } from "@/lib/tickets/types";
import { priorityBars } from "./priority";
import { TicketRow } from "./ticket-row";

interface TicketListProps {
  tickets: TicketListItem[];
  /** Where a ticket's page is, without the id: "/tickets". */
  base: string;
  locale: Locale;
}

export function TicketList({ tickets, base, locale }: TicketListProps) {
  const now = new Date();
  return (
    <ul aria-label="Tickets found" className="tickets">
      {tickets.map((ticket) => (
        <TicketRow
          key={ticket.id}
          href={`${base}/${ticket.id}`}
          subject={ticket.subject}
          turn={ticket.turn}
          provider={ticket.provider.name}
          account={ticket.connectionLabel}
          organization={ticket.organizationName ?? undefined}
          number={ticket.number}
          status={ticket.status.label}
          priority={ticket.priority ? [ticket.priority.label, priorityBars(ticket.priority)] : undefined}
          about={ticket.services.join(", ")}
          at={describeMoment(ticket.activityAt, locale, now)}
          language={locale.language}
        />
      ))}
    </ul>
  );
}
