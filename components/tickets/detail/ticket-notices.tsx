import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { MarkedText } from "@/components/ui/text/marked-text";
import { exactTime, fullTime, type Locale } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

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
  const t = useTexts();
  const { id, asOf } = ticket;
  const exact = (time: Date) => exactTime(time, locale);
  const currentUrl = ticketUrl(audience, id);
  if (!asOf) {
    return (
      <Alert
        tone="warning"
        title={t("ticket.notices.noRecord", { time: exact(at) })}
        action={<NoticeLink href={currentUrl}>{t("ticket.notices.showCurrent")}</NoticeLink>}
      >
        <p>{t("ticket.notices.noRecordHint", { time: exact(ticket.firstSeenAt) })}</p>
      </Alert>
    );
  }
  const { earlier, later } = neighbouringVersions(ticket);
  return (
    <Alert
      title={t("ticket.notices.asItWas", { time: exact(at) })}
      action={
        <nav aria-label={t("ticket.notices.versions")} className="flex flex-wrap gap-x-5 gap-y-1">
          <NoticeLink href={currentUrl}>{t("ticket.notices.showCurrent")}</NoticeLink>
          {earlier ? (
            <NoticeLink href={ticketUrl(audience, id, { at: earlier })}>
              {t("ticket.notices.earlier", { time: exact(earlier) })}
            </NoticeLink>
          ) : null}
          {later ? (
            <NoticeLink href={ticketUrl(audience, id, { at: later })}>
              {t("ticket.notices.later", { time: exact(later) })}
            </NoticeLink>
          ) : null}
        </nav>
      }
    >
      <p>
        {asOf.until
          ? t("ticket.notices.unchangedUntil", {
              since: exact(asOf.seenAt),
              until: exact(asOf.until),
            })
          : t("ticket.notices.unchangedSince", { since: exact(asOf.seenAt) })}
      </p>
    </Alert>
  );
}

/** Notices above a ticket that is a past version, incomplete or gone. */
export function TicketNotices(props: TicketNoticesProps) {
  const t = useTexts();
  const { ticket, locale, at } = props;
  // The header of the current version says so itself.
  const wasGone =
    ticket.asOf !== null && ticket.goneAt !== null && at !== undefined && ticket.goneAt <= at;
  return (
    <>
      {at ? <PointInTimeNotice {...props} at={at} /> : null}
      {ticket.incompleteSince ? (
        <Alert tone="warning" title={t("ticket.notices.incomplete")}>
          <p>
            {t("ticket.notices.incompleteHint", {
              time: fullTime(ticket.incompleteSince, locale),
            })}
          </p>
        </Alert>
      ) : null}
      {ticket.goneAt && wasGone ? (
        <Alert
          tone="warning"
          title={t("ticket.notices.wasGone", { provider: ticket.provider.name })}
        >
          <p>{t("ticket.notices.wasGoneHint", { time: fullTime(ticket.goneAt, locale) })}</p>
        </Alert>
      ) : null}
      {ticket.notices.map((notice) => (
        <Alert key={notice} tone="warning" title={t("ticket.notices.filesMisplaced")}>
          <p className="[overflow-wrap:anywhere]">
            <MarkedText text={notice} />
          </p>
        </Alert>
      ))}
    </>
  );
}
