import { TurnBadge } from "@/components/tickets/turn-badge";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { RelatedGroup, RelatedTicket } from "@/lib/review/related/types";
import { ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

interface RelatedPanelProps {
  groups: readonly RelatedGroup[];
  organization: string;
  locale: Locale;
}

/** A ticket is listed once, in the first group that has it. */
export function RelatedPanel({ groups, organization, locale }: RelatedPanelProps) {
  const t = useTexts();
  const listed = new Set<string>();
  if (groups.length === 0) return null;
  return (
    <Panel title={t("review.related.title")} className="print:hidden">
      <div className="grid gap-4 px-4 py-4 text-[0.8125rem]">
        {groups.map(({ kind, tickets, all }) => {
          const fresh = tickets.filter(({ id }) => !listed.has(id) && listed.add(id));
          const title = t("review.related.by", { kind, organization });
          return (
            <section key={kind} aria-label={title} className="grid gap-2">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <h3 className="font-semibold">{title}</h3>
                <Link href={all} className="text-link">
                  {t("review.related.all", { kind })}
                </Link>
              </div>
              {fresh.length > 0 ? (
                <ul className="divide-y rounded-md border">
                  {fresh.map((ticket) => (
                    <RelatedRow key={ticket.id} ticket={ticket} locale={locale} />
                  ))}
                </ul>
              ) : (
                <p className="text-muted-foreground">{t("review.related.above")}</p>
              )}
            </section>
          );
        })}
      </div>
    </Panel>
  );
}

function RelatedRow({ ticket, locale }: { ticket: RelatedTicket; locale: Locale }) {
  const t = useTexts();
  const { id, number, subject, turn, status, activityAt } = ticket;
  return (
    <li className="grid gap-1 px-3 py-2">
      <Link href={ticketUrl("staff", id)} className="font-medium [overflow-wrap:anywhere]">
        <MarkedText text={subject} />
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
        <TurnBadge turn={turn} label={t(TURN_LABELS.staff[turn])} />
        <span lang={status.known ? undefined : ""}>{status.label}</span>
        <span translate="no">#{number}</span>
        <Time at={activityAt} locale={locale} />
      </p>
    </li>
  );
}
