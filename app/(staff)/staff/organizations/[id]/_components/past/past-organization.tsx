import { MomentSheet } from "@/components/tickets/past/moment-sheet";
import { knewNothing, NothingThen } from "@/components/tickets/past/nothing-then";
import { PastBanner } from "@/components/tickets/past/past-banner";
import type { PastMoment } from "@/components/tickets/past/past-moment";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { formatDuration } from "@/components/ui/time/durations";
import type { Locale } from "@/components/ui/time/format-time";
import type { PastFigures } from "@/lib/review/organization/past/past-figures";
import type { OrganizationEvent } from "@/lib/review/organization/types";
import { staffOrganizationsUrl, staffOrganizationUrl, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { EventsPanel } from "../latest-panels";
import { OpenWaits } from "../open-waits";

interface PastOrganizationProps {
  organization: { id: string; name: string };
  past: PastMoment;
  figures: PastFigures;
  events: readonly OrganizationEvent[];
  locale: Locale;
}

/** An organization's tickets as they were known at a moment. */
export function PastOrganization({
  organization,
  past,
  figures,
  events,
  locale,
}: PastOrganizationProps) {
  const t = useTexts();
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
      {knewNothing(past) ? (
        <NothingThen past={past} locale={locale} />
      ) : (
        <>
          <Panel title={t("organizationReview.figures")}>
            <div className="grid gap-5 px-4 py-4 text-[0.8125rem]">
              <OpenWaits
                figures={figures}
                locale={locale}
                at={past.at}
                lengthOf={(since) =>
                  formatDuration(t, past.at.getTime() - since.getTime(), locale.language)
                }
              />
            </div>
          </Panel>
          <EventsPanel events={events} locale={locale} at={past.at} />
        </>
      )}
    </div>
  );
}
