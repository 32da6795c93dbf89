import { cx } from "class-variance-authority";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import type { TicketListItem } from "@/lib/tickets/types";
import { Priority } from "./priority";
import { ProviderMark } from "./provider-mark";
import { RowLink } from "./row-link";
import { TurnBadge } from "./turn-badge";

interface TicketRowProps {
  ticket: TicketListItem;
  /** Where its page is, without the id: "/tickets". */
  base: string;
  locale: Locale;
}

/** One ticket in two lines on a desk, three on a phone. The loudest thing is whose turn it is, then the subject. */
export function TicketRow({ ticket, base, locale }: TicketRowProps) {
  const asks = ticket.turn === "yours";
  return (
    <li
      className={cx(
        "relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-l-[3px] px-4 py-3 transition-colors duration-75 hover:bg-muted/60 has-[a:focus-visible]:bg-muted/60 @xl:grid-cols-[7rem_minmax(0,1fr)_auto] @4xl:grid-cols-[7rem_minmax(0,1fr)_8rem_6rem_6.5rem] @4xl:py-2.5",
        asks ? "border-l-primary" : "border-l-transparent",
      )}
    >
      <div className="@4xl:order-1"><TurnBadge turn={ticket.turn} /></div>
      <div className="text-right text-[0.8125rem] text-muted-foreground @xl:order-3 @4xl:order-5">
        <Time at={ticket.activityAt} locale={locale} />
      </div>
      <div className="min-w-0 @max-xl:col-span-2 @xl:order-2">
        <RowLink
          href={`${base}/${ticket.id}`}
          subject={ticket.subject}
          className={cx(
            "line-clamp-2 text-[0.9375rem] leading-snug outline-none after:absolute after:inset-0 focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring @xl:truncate @xl:text-sm @xl:leading-6",
            asks ? "font-semibold" : "font-medium",
          )}
        />
        <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-[0.8125rem] text-muted-foreground @xl:flex-nowrap @xl:overflow-hidden">
          <span className="inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap">
            <ProviderMark name={ticket.provider.name} />
            <span className="truncate">{ticket.provider.name} · {ticket.organizationName ?? ticket.connectionLabel}</span>
          </span>
          <span className="whitespace-nowrap">#{ticket.number}</span>
          <span className="@4xl:hidden">{ticket.status.label}</span>
          {ticket.priority ? <span className="@4xl:hidden"><Priority word={ticket.priority} /></span> : null}
          {ticket.services.length > 0 ? <span className="min-w-0 truncate" title={ticket.services.join(", ")}>{ticket.services.join(", ")}</span> : null}
        </p>
      </div>
      <div className="hidden truncate text-[0.8125rem] @4xl:order-3 @4xl:block" title={ticket.status.known ? undefined : "A word of the provider's that this version does not know"}>
        {ticket.status.label}
      </div>
      <div className="hidden text-[0.8125rem] text-muted-foreground @4xl:order-4 @4xl:block">{ticket.priority ? <Priority word={ticket.priority} /> : null}</div>
    </li>
  );
}
