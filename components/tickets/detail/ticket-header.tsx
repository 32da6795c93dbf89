import { CircleOff, EyeOff, Lock, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";

import { Badge } from "@/components/ui/badge";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { exactTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { type Audience, ticketsUrl, ticketUrl } from "@/lib/routes";
import type { TicketDetail, TicketLink } from "@/lib/tickets/detail/types";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { ProviderAvatar } from "../../ui/provider-avatar";
import { Priority } from "../priority";
import { TurnBadge } from "../turn-badge";
import { RefreshFailure, TicketFreshnessLine } from "./freshness/ticket-freshness-line";

interface TicketHeaderProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  /** Explains what "Continue" will do. */
  hint?: ReactNode;
  /** The action buttons. */
  children?: ReactNode;
}

/** Links to the ticket that this one follows up, and to its own follow-ups. */
function FollowUpLinks({
  ticket: { continues, continuedBy },
  audience,
}: {
  ticket: TicketDetail;
  audience: Audience;
}) {
  const t = useTexts();
  if (!continues && continuedBy.length === 0) return null;
  const link = ({ id, number, subject }: TicketLink) => (
    <Link key={id} href={ticketUrl(audience, id)} className="text-link">
      <span translate="no">#{number}</span> <bdi lang="">{subject}</bdi>
    </Link>
  );
  return (
    <p className="grid gap-1 text-[0.8125rem]">
      {continues ? (
        <span>{t.rich("ticket.followUpTo", { link: () => link(continues) })}</span>
      ) : null}
      {continuedBy.map((ticket) => (
        <span key={ticket.id}>{t.rich("ticket.continuedIn", { link: () => link(ticket) })}</span>
      ))}
    </p>
  );
}

function LastChecked({ ticket, locale }: { ticket: TicketDetail; locale: Locale }) {
  const t = useTexts();
  const { asOf, hasConversation, readAt } = ticket;
  if (asOf)
    return t.rich("ticket.asOf", {
      time: () => (
        <Time at={asOf.seenAt} locale={locale} show="full" full={exactTime(asOf.seenAt, locale)} />
      ),
    });
  return (
    <>
      <RefreshCw aria-hidden className="mr-1 inline size-3 sm:hidden" />
      {t.rich(hasConversation ? "ticket.checked" : "ticket.fieldsChecked", {
        word: (chunks) => <span className="max-sm:sr-only">{chunks}</span>,
        time: () => <Time at={readAt} locale={locale} />,
      })}
    </>
  );
}

/**
 * The ticket's title, actions, state and freshness in two lines, which stay in sight on a wide screen.
 * Whatever a refresh has to say fits into them.
 */
export function TicketHeader({ ticket, locale, audience, hint, children }: TicketHeaderProps) {
  const t = useTexts();
  const differs = (fact: string) =>
    ticket.differences?.facts.includes(fact) ? "changed-since" : undefined;
  return (
    <>
      <div className="ticket-top">
        <p
          aria-hidden
          lang=""
          data-subject={ticket.subject}
          className={cn("whole-subject", differs("subject"))}
        />
        <header className="ticket-header">
          <div className="title">
            <BackLink
              href={ticketsUrl(audience)}
              label={audience === "staff" ? t("shell.allTickets") : t("shell.tickets")}
            />
            <h1 lang="" dir="auto" title={ticket.subject}>
              <span className={differs("subject")}>{ticket.subject}</span>
            </h1>
          </div>
          <div className="state">
            {ticket.goneAt && !ticket.asOf ? (
              <Badge tone="warning">
                <CircleOff aria-hidden />
                {t("ticket.goneFrom", { provider: ticket.provider.name })}
              </Badge>
            ) : (
              <TurnBadge turn={ticket.turn} label={t(TURN_LABELS[audience][ticket.turn])} />
            )}
            <span
              lang={ticket.status.known ? undefined : ""}
              className={cn("min-w-0 truncate text-foreground", differs("status"))}
            >
              {ticket.status.label}
            </span>
          </div>
          <div className="fresh">
            <TicketFreshnessLine providerName={ticket.provider.name}>
              <LastChecked ticket={ticket} locale={locale} />
            </TicketFreshnessLine>
          </div>
        </header>
        <div className="facts">
          {ticket.privacy.isPrivate ? (
            <Badge tone="quiet" title={t("privacy.badgeHelp")} className="lg:order-last">
              <EyeOff aria-hidden />
              {t("privacy.badge")}
            </Badge>
          ) : null}
          {ticket.isSensitive ? (
            <Badge tone="quiet" title={t("sensitive.help")}>
              <Lock aria-hidden />
              {t("sensitive.label")}
            </Badge>
          ) : null}
          {ticket.priority ? (
            <span className={differs("priority")}>
              <Priority word={ticket.priority} />
            </span>
          ) : null}
          <span translate="no" className="text-muted-foreground">
            #{ticket.number}
          </span>
          <span className="flex min-w-0 items-center gap-1.5">
            <ProviderAvatar name={ticket.provider.name} />
            <span translate="no" className="min-w-0 truncate">
              {ticket.provider.name} ·{" "}
              <bdi>{ticket.organizationName ?? ticket.connectionLabel}</bdi>
            </span>
          </span>
        </div>
        <div data-commands="" className="actions print:hidden">
          {children}
        </div>
      </div>
      <div className="ticket-notes">
        <FollowUpLinks ticket={ticket} audience={audience} />
        {ticket.freshness.status === "disconnected" ? (
          <p className="text-warning">{t("ticket.disconnected")}</p>
        ) : null}
        {hint}
        <RefreshFailure title={t("ticket.nothingChanged")} />
      </div>
    </>
  );
}
