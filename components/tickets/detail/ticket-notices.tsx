import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import { exactTime, fullTime, type Locale } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

interface TicketNoticesProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  /** The requested time. */
  at: Date | undefined;
}

/** For a time before the ticket was known. */
function NoRecord({ ticket, locale, audience, at }: TicketNoticesProps & { at: Date }) {
  const t = useTexts();
  return (
    <Alert
      tone="warning"
      title={t("ticket.notices.noRecord", { time: exactTime(at, locale) })}
      action={
        <Link href={ticketUrl(audience, ticket.id)} scroll={false} className="text-link">
          {t("ticket.notices.showCurrent")}
        </Link>
      }
    >
      <p>{t("ticket.notices.noRecordHint", { time: exactTime(ticket.firstSeenAt, locale) })}</p>
    </Alert>
  );
}

/** Notices above a ticket that is incomplete or was gone, or that has no version of a time. */
export function TicketNotices(props: TicketNoticesProps) {
  const t = useTexts();
  const { ticket, locale, at } = props;
  // The header of the current version says so itself.
  const wasGone =
    ticket.asOf !== null && ticket.goneAt !== null && at !== undefined && ticket.goneAt <= at;
  return (
    <>
      {at && !ticket.asOf ? <NoRecord {...props} at={at} /> : null}
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
