import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import type { OrganizationFigures } from "@/lib/review/organization/types";
import { ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { NumberLink } from "./number-link";

interface OpenWaitsProps {
  figures: Pick<OrganizationFigures, "turns" | "longest" | "unanswered">;
  locale: Locale;
  /** Links to the tickets as they were then. */
  at?: Date;
  lengthOf: (since: Date) => ReactNode;
}

/** Counts an organization's open tickets by turn, and names those that wait longest. */
export function OpenWaits({ figures, locale, at, lengthOf }: OpenWaitsProps) {
  const t = useTexts();
  const { turns, longest, unanswered } = figures;
  const waits = [
    ...longest.map((wait) => ({
      ...wait,
      label: t("organizationReview.longest", { turn: t(TURN_LABELS.staff[wait.turn]) }),
    })),
    ...(unanswered ? [{ ...unanswered, label: t("organizationReview.unanswered") }] : []),
  ];
  return (
    <>
      <ul aria-label={t("organizationReview.open")} className="flex flex-wrap gap-x-6 gap-y-2">
        {turns.map(({ turn, count, all }) => (
          <li key={turn}>
            <NumberLink count={count} href={all} locale={locale} /> {t(TURN_LABELS.staff[turn])}
          </li>
        ))}
      </ul>
      {waits.length > 0 ? (
        <dl className="grid gap-2">
          {waits.map(({ label, ticketId, number, subject, since }) => (
            <div key={label} className="grid gap-x-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">
                {lengthOf(since)}
                {" · "}
                <Link href={ticketUrl("staff", ticketId, { at })} className="text-link">
                  <MarkedText text={subject} />
                </Link>{" "}
                <span translate="no" className="text-muted-foreground">
                  #{number}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
