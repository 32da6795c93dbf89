"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Failure } from "@/lib/result";
import { ticketUrl } from "@/lib/routes";
import type { KnownTicket, KnownTickets } from "@/lib/tickets/similar/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

interface KnownListProps {
  found: KnownTickets;
  summary: string;
  isQuiet: boolean;
  /** Leads to the ticket, or resolves to why it is not followed. */
  follow: (ticketId: string) => Promise<Failure | null>;
  locale: Locale;
}

/** Opens to the tickets, each to be followed instead of filing another. */
export function KnownList({ found, summary, isQuiet, follow, locale }: KnownListProps) {
  const t = useTexts();
  const { locked, run } = usePendingActions();
  const [failure, setFailure] = useState<Failure | null>(null);

  function followInstead(ticketId: string): void {
    run(async () => {
      setFailure(null);
      setFailure(await follow(ticketId));
    });
  }

  return (
    <details className="group">
      <summary className="flex min-h-7 list-none items-center gap-1.5 rounded pointer-coarse:min-h-9">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-primary transition-transform duration-100 group-open:rotate-90"
        />
        <span className={cn("truncate font-medium", isQuiet ? "text-primary" : "text-warning")}>
          {summary}
        </span>
      </summary>
      <div className="mt-2 mb-3 grid gap-3 rounded-md border px-3 py-3">
        {found.open.length > 0 ? (
          <>
            <ul aria-label={t("known.openList")} className="grid gap-3">
              {found.open.map((ticket) => (
                <li
                  key={ticket.id}
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5"
                >
                  <div className="min-w-0 flex-1 basis-56">
                    <TicketName ticket={ticket} locale={locale} />
                  </div>
                  <Button
                    variant="secondary"
                    size="small"
                    disabled={locked}
                    onClick={() => followInstead(ticket.id)}
                  >
                    {t("known.follow")}
                    <VisuallyHidden>: {ticket.subject}</VisuallyHidden>
                  </Button>
                </li>
              ))}
            </ul>
            <p className="text-muted-foreground">{t("known.draftKept")}</p>
          </>
        ) : null}
        <div aria-live="polite" className="empty:hidden">
          {failure ? <FailureAlert failure={failure} title={t("failure.nothingChanged")} /> : null}
        </div>
        {found.solved.length > 0 ? (
          <div className="grid gap-2">
            <h2 className="font-medium">{t("known.solvedTitle")}</h2>
            <ul aria-label={t("known.solvedTitle")} className="grid gap-3">
              {found.solved.map((ticket) => (
                <li key={ticket.id}>
                  <TicketName ticket={ticket} locale={locale} />
                  <blockquote
                    lang=""
                    dir="auto"
                    className="mt-1 line-clamp-4 border-l-2 pl-3 wrap-anywhere whitespace-pre-line"
                  >
                    {ticket.answer}
                  </blockquote>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </details>
  );
}

function TicketName({ ticket, locale }: { ticket: KnownTicket; locale: Locale }) {
  const { id, number, subject, status, activityAt, requesterName } = ticket;
  return (
    <>
      <Link
        href={ticketUrl("customer", id)}
        lang=""
        className="text-link font-medium wrap-anywhere"
      >
        {subject}
      </Link>
      <p className="text-muted-foreground">
        <bdi>#{number}</bdi> · <bdi lang={status.known ? undefined : ""}>{status.label}</bdi> ·{" "}
        <Time at={activityAt} locale={locale} />
        {requesterName ? (
          <>
            {" "}
            · <bdi lang="">{requesterName}</bdi>
          </>
        ) : null}
      </p>
    </>
  );
}
