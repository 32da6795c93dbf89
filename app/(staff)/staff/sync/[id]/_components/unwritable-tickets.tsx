import Link from "next/link";

import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { UnwritableTicketView } from "@/lib/review/sync-types";
import { ticketUrl } from "@/lib/routes";

interface UnwritableTicketsProps {
  tickets: UnwritableTicketView[];
  /** More exist. */
  more: boolean;
  locale: Locale;
}

function Entry({ ticket, locale }: { ticket: UnwritableTicketView; locale: Locale }) {
  const name = `#${ticket.number}`;
  const attempts = `${ticket.attempts} ${ticket.attempts === 1 ? "attempt" : "attempts"}`;
  return (
    <li className="grid gap-0.5 px-4 py-3 text-[0.8125rem] [overflow-wrap:anywhere]">
      <p className="font-medium">
        {ticket.ticketId ? (
          <Link href={ticketUrl("staff", ticket.ticketId)} prefetch={false} className="text-link">
            {name}
          </Link>
        ) : (
          name
        )}
      </p>
      <p>{ticket.reason}</p>
      <p className="text-muted-foreground">
        {attempts} since <Time at={ticket.firstAt} locale={locale} show="full" />. Next retry after{" "}
        <Time at={ticket.retryAt} locale={locale} show="full" />.
      </p>
    </li>
  );
}

/** Lists tickets that could not be stored, and why. */
export function UnwritableTickets({ tickets, more, locale }: UnwritableTicketsProps) {
  if (tickets.length === 0) return null;
  return (
    <Panel title="Tickets that could not be stored">
      <ul className="divide-y">
        {tickets.map((ticket) => (
          <Entry key={ticket.number} ticket={ticket} locale={locale} />
        ))}
      </ul>
      {more ? (
        <p className="border-t px-4 py-3 text-[0.8125rem]">
          Only the oldest {tickets.length} are listed.
        </p>
      ) : null}
    </Panel>
  );
}
