import { MomentSheet } from "@/components/tickets/past/moment-sheet";
import { PastBanner } from "@/components/tickets/past/past-banner";
import type { PastMoment } from "@/components/tickets/past/past-moment";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { exactDuration } from "@/components/ui/time/durations";
import type { Locale } from "@/components/ui/time/format-time";
import type { PastFigures } from "@/lib/review/organization/past/past-figures";
import type { OrganizationEvent } from "@/lib/review/organization/types";
import { staffOrganizationsUrl, staffOrganizationUrl, ticketsUrl, ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { EventsPanel } from "../latest-panels";
import { NumberLink } from "../number-link";

interface PastOrganizationProps {
  organization: { id: string; name: string };
  past: PastMoment;
  figures: PastFigures;
  events: readonly OrganizationEvent[];
  locale: Locale;
}

/** An organization's tickets as they were known at a moment. */
export function PastOrganization(props: PastOrganizationProps) {
  const t = useTexts();
  const { organization, past, figures, events, locale } = props;
  const { id, name } = organization;
  const now = staffOrganizationUrl(id);
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href={staffOrganizationsUrl()} label={t("staffOrganizations.title")} />
        <h1 translate="no" className="text-2xl font-semibold [overflow-wrap:anywhere]">
          {name}
        </h1>
        <p className="mt-1 text-[0.8125rem]">
          <Link href={ticketsUrl("staff", { organization: id, at: past.at })} className="text-link">
            {t("staffOrganizations.tickets")}
          </Link>
        </p>
      </div>
      <PastBanner past={past} locale={locale} now={now} missing={t("past.missingFigures")} />
      <MomentSheet locale={locale} now={now} clock={past.clock} />
      <FiguresThen {...props} figures={figures} />
      <EventsPanel events={events} locale={locale} at={past.at} />
    </div>
  );
}

function FiguresThen({ figures, past, locale }: PastOrganizationProps) {
  const t = useTexts();
  const { turns, longest, unanswered } = figures;
  const waits = [
    ...longest.map((wait) => ({
      ...wait,
      label: t("organizationReview.longest", { turn: t(TURN_LABELS.staff[wait.turn]) }),
    })),
    ...(unanswered ? [{ ...unanswered, label: t("organizationReview.unanswered") }] : []),
  ];
  const lengthOf = (since: Date) =>
    exactDuration(t, past.at.getTime() - since.getTime(), locale.language);
  return (
    <Panel title={t("organizationReview.figures")}>
      <div className="grid gap-5 px-4 py-4 text-[0.8125rem]">
        <ul aria-label={t("organizationReview.open")} className="flex flex-wrap gap-x-6 gap-y-2">
          {turns.map(({ turn, count, all }) => (
            <li key={turn}>
              <NumberLink count={count} href={all} locale={locale} /> {t(TURN_LABELS.staff[turn])}
            </li>
          ))}
        </ul>
        <dl className="grid gap-2 empty:hidden">
          {waits.map(({ label, ticketId, number, subject, since }) => (
            <div key={label} className="grid gap-x-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">
                {lengthOf(since)}
                {" · "}
                <Link href={ticketUrl("staff", ticketId, { at: past.at })} className="text-link">
                  <MarkedText text={subject} />
                </Link>{" "}
                <span translate="no" className="text-muted-foreground">
                  #{number}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
