import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { exactTime, fullTime, type Locale } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { TicketDetail } from "@/lib/tickets/detail/types";

import { neighbouringVersions } from "./point-in-time";

interface TicketNoticesProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  /** The requested time. */
  at: Date | undefined;
}

function NoticeLink({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} scroll={false} className="text-link">
      {children}
    </Link>
  );
}

function PointInTimeNotice({ ticket, locale, audience, at }: TicketNoticesProps & { at: Date }) {
  const { id, asOf } = ticket;
  const currentUrl = ticketUrl(audience, id);
  if (!asOf) {
    return (
      <Alert
        tone="warning"
        title={`We have no record of this ticket on ${exactTime(at, locale)}`}
        action={<NoticeLink href={currentUrl}>Show as it is now</NoticeLink>}
      >
        <p>
          It was first seen here on {exactTime(ticket.firstSeenAt, locale)}. You are seeing its
          current state.
        </p>
      </Alert>
    );
  }
  const { earlier, later } = neighbouringVersions(ticket);
  return (
    <Alert
      title={`As it was on ${exactTime(at, locale)}`}
      action={
        <nav aria-label="Moments" className="flex flex-wrap gap-x-5 gap-y-1">
          <NoticeLink href={currentUrl}>Show as it is now</NoticeLink>
          {earlier ? (
            <NoticeLink href={ticketUrl(audience, id, { at: earlier })}>
              Earlier: {exactTime(earlier, locale)}
            </NoticeLink>
          ) : null}
          {later ? (
            <NoticeLink href={ticketUrl(audience, id, { at: later })}>
              Later: {exactTime(later, locale)}
            </NoticeLink>
          ) : null}
        </nav>
      }
    >
      <p>
        Unchanged {asOf.until ? "from" : "since"} {exactTime(asOf.seenAt, locale)}
        {asOf.until ? ` until ${exactTime(asOf.until, locale)}` : ""}. This is a past version, so it
        can’t be edited.
      </p>
    </Alert>
  );
}

/** Notices above a ticket that is a past version, incomplete or gone. */
export function TicketNotices(props: TicketNoticesProps) {
  const { ticket, locale, at } = props;
  // The header of the current version says so itself.
  const wasGone =
    ticket.asOf !== null && ticket.goneAt !== null && at !== undefined && ticket.goneAt <= at;
  return (
    <>
      {at ? <PointInTimeNotice {...props} at={at} /> : null}
      {ticket.incompleteSince ? (
        <Alert tone="warning" title="This ticket is incomplete">
          <p>
            Its latest version could not be stored ({fullTime(ticket.incompleteSince, locale)}).
            Status and priority are up to date, messages and files may be missing. We retry
            automatically, and our team has been notified.
          </p>
        </Alert>
      ) : null}
      {ticket.goneAt && wasGone ? (
        <Alert tone="warning" title={`${ticket.provider.name} no longer had this ticket`}>
          <p>Noticed on {fullTime(ticket.goneAt, locale)}. You are seeing the last copy we have.</p>
        </Alert>
      ) : null}
      {ticket.notices.map((notice) => (
        <Alert key={notice} tone="warning" title="Files on the wrong message">
          <p className="[overflow-wrap:anywhere]">{notice}</p>
        </Alert>
      ))}
    </>
  );
}
