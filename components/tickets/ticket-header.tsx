import Link from "next/link";
import type { ReactNode } from "react";
import { BackLink } from "@/components/shell/back-link";
import { Badge } from "@/components/ui/badge";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import type { TicketDetail, TicketLink } from "@/lib/tickets/types";
import { Priority } from "./priority";
import { ProviderMark } from "./provider-mark";
import { SyncNow, type Sync } from "./sync-now";
import { TurnBadge } from "./turn-badge";

interface TicketHeaderProps {
  ticket: TicketDetail;
  locale: Locale;
  back: { href: string; label: string };
  sync?: Sync;
  /** What reading the provider anew came to; streams in. */
  refresh?: ReactNode;
  /** What can be done to the ticket. */
  children?: ReactNode;
}

/** The tickets before and after this one in the same story. */
function Continuations({ ticket: { continues, continuedBy }, base }: { ticket: TicketDetail; base: string }) {
  if (!continues && continuedBy.length === 0) return null;
  const link = ({ id, number, subject }: TicketLink) => <Link key={id} href={`${base}/${id}`} prefetch={false} className="text-link [overflow-wrap:anywhere]">#{number} {subject}</Link>;
  return (
    <p className="grid gap-1 text-[0.8125rem]">
      {continues ? <span>Goes on from {link(continues)}</span> : null}
      {continuedBy.map((ticket) => <span key={ticket.id}>Continued in {link(ticket)}</span>)}
    </p>
  );
}

function LastReading({ ticket, locale }: { ticket: TicketDetail; locale: Locale }) {
  if (ticket.asOf) return <>Seen so <Time at={ticket.asOf.seenAt} locale={locale} show="full" /></>;
  if (ticket.goneAt) return <>Last seen before <Time at={ticket.goneAt} locale={locale} show="full" /></>;
  return <>{ticket.hasConversation ? "Checked" : "Fields checked"} <Time at={ticket.readAt} locale={locale} /></>;
}

/** The subject, whose turn it is in whose words, and how old that is. */
export function TicketHeader({ ticket, locale, back, sync, refresh, children }: TicketHeaderProps) {
  return (
    <header className="grid gap-3 border-b pb-5">
      <BackLink href={back.href} label={back.label} />
      <h1 className="max-w-[60ch] text-xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-2xl">{ticket.subject}</h1>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[0.8125rem]">
        <TurnBadge turn={ticket.turn} />
        <Badge tone="quiet"><span className="text-foreground">{ticket.status.label}</span></Badge>
        {ticket.priority ? <Priority word={ticket.priority} /> : null}
        <span className="text-muted-foreground">#{ticket.number}</span>
        <span className="inline-flex items-center gap-1.5"><ProviderMark name={ticket.provider.name} />{ticket.provider.name} · {ticket.organizationName ?? ticket.connectionLabel}</span>
      </div>
      <Continuations ticket={ticket} base={back.href} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-[0.8125rem] text-muted-foreground">
        <p className="group flex min-h-6 flex-wrap gap-x-3 gap-y-1">
          <span className="group-has-data-fresh:hidden"><LastReading ticket={ticket} locale={locale} /></span>
          <span role="status">{refresh}</span>
          {ticket.freshness.status === "disconnected" ? <span className="text-warning">This account is disconnected; nothing newer can be read.</span> : null}
        </p>
        <div className="flex flex-wrap items-start gap-2">
          {children}
          {sync ? <SyncNow sync={sync} /> : null}
        </div>
      </div>
    </header>
  );
}
