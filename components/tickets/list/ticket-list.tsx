import { type Locale, timeTexts } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";
import type { Audience } from "@/lib/routes";
import type { TicketListItem } from "@/lib/tickets/list/types";
import { TURN_LABELS } from "@/lib/tickets/schemas";
import { useTexts } from "#texts";

import { priorityBars } from "../priority";
import { type TicketRowData, TicketRows } from "./ticket-rows";

interface TicketListProps {
  tickets: TicketListItem[];
  audience: Audience;
  locale: Locale;
}

/** Reduces a ticket to what its row shows, as formatted text. */
function toRow(t: Translate, ticket: TicketListItem, locale: Locale, now: Date): TicketRowData {
  const { iso, full, short, isRelative } = timeTexts(t, ticket.activityAt, locale, now);
  const row: TicketRowData = {
    id: ticket.id,
    subject: ticket.subject,
    turn: ticket.turn,
    account: `${ticket.provider.name} · ${ticket.connectionLabel}`,
    number: ticket.number,
    status: ticket.status.label,
    at: iso,
    time: full,
    [isRelative ? "ago" : "day"]: short,
  };
  if (ticket.priority) row.priority = [ticket.priority.label, priorityBars(ticket.priority)];
  if (ticket.services.length > 0) row.about = ticket.services.join(", ");
  if (!ticket.status.known) row.rawStatus = true;
  if (ticket.priority?.known === false) row.rawPriority = true;
  if (ticket.goneAt) row.gone = t("tickets.gone", { name: ticket.provider.name });
  if (ticket.organizationName !== null) row.organization = ticket.organizationName;
  return row;
}

export function TicketList({ tickets, audience, locale }: TicketListProps) {
  const t = useTexts();
  const now = new Date();
  return (
    <TicketRows
      rows={tickets.map((ticket) => toRow(t, ticket, locale, now))}
      audience={audience}
      label={t("tickets.found")}
      turnLabels={Object.fromEntries(
        tickets.map(({ turn }) => [turn, t(TURN_LABELS[audience][turn])]),
      )}
    />
  );
}
