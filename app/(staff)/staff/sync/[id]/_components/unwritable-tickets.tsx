import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { UnwritableTicketView } from "@/lib/review/sync/types";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface UnwritableTicketsProps {
  tickets: UnwritableTicketView[];
  /** More exist. */
  more: boolean;
  locale: Locale;
}

function Entry({ ticket, locale }: { ticket: UnwritableTicketView; locale: Locale }) {
  const t = useTexts();
  const name = `#${ticket.number}`;
  return (
    <li className="grid gap-0.5 px-4 py-3 text-[0.8125rem] [overflow-wrap:anywhere]">
      <p className="font-medium" translate="no">
        {ticket.ticketId ? (
          <Link href={ticketUrl("staff", ticket.ticketId)} className="text-link">
            {name}
          </Link>
        ) : (
          name
        )}
      </p>
      <p>{ticket.reason}</p>
      <p className="text-muted-foreground">
        {t.rich("staffSync.unwritableAttempts", {
          attempts: ticket.attempts,
          first: () => <Time at={ticket.firstAt} locale={locale} show="full" />,
          next: () => <Time at={ticket.retryAt} locale={locale} show="full" />,
        })}
      </p>
    </li>
  );
}

/** Lists tickets that could not be stored, and why. */
export function UnwritableTickets({ tickets, more, locale }: UnwritableTicketsProps) {
  const t = useTexts();
  if (tickets.length === 0) return null;
  return (
    <Panel title={t("staffSync.unwritable")}>
      <ul className="divide-y">
        {tickets.map((ticket) => (
          <Entry key={ticket.number} ticket={ticket} locale={locale} />
        ))}
      </ul>
      {more ? (
        <p className="border-t px-4 py-3 text-[0.8125rem]">
          {t("staffSync.unwritableMore", { count: tickets.length })}
        </p>
      ) : null}
    </Panel>
  );
}
