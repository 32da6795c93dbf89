import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { exactDuration } from "@/components/ui/time/durations";
import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import type { Locale } from "@/components/ui/time/format-time";
import { WideTable } from "@/components/ui/wide-table";
import type { OrganizationFigures } from "@/lib/review/organization/types";
import { ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { MonthsTable } from "./months-table";
import { NumberLink } from "./number-link";

interface FiguresPanelProps {
  figures: OrganizationFigures;
  locale: Locale;
}

/** Shows the longest waits, and the year by months and services. */
export function FiguresPanel({ figures, locale }: FiguresPanelProps) {
  const t = useTexts();
  const { turns, longest, unanswered, months, services } = figures;
  const length = (ms: number | null) => (ms === null ? "–" : exactDuration(t, ms, locale.language));
  const waits = [
    ...longest.map((wait) => ({
      ...wait,
      label: t("organizationReview.longest", { turn: t(TURN_LABELS.staff[wait.turn]) }),
    })),
    ...(unanswered ? [{ ...unanswered, label: t("organizationReview.unanswered") }] : []),
  ];
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
        {waits.length > 0 ? (
          <dl className="grid gap-2">
            {waits.map(({ label, ticketId, number, subject, since }) => (
              <div key={label} className="grid gap-x-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
                <dt className="text-muted-foreground">{label}</dt>
                <dd className="[overflow-wrap:anywhere]">
                  <ElapsedTime at={since} locale={locale} />
                  {" · "}
                  <Link href={ticketUrl("staff", ticketId)} className="text-link">
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
        <MonthsTable months={months} length={length} locale={locale} />
        {services.length > 0 ? (
          <WideTable aria-labelledby="services-of-months">
            <table className="w-full">
              <caption id="services-of-months" className="pb-1 text-left font-semibold">
                {t("organizationReview.services")}
              </caption>
              <thead>
                <tr className="text-xs text-muted-foreground">
                  <th scope="col" className="py-1 text-left font-normal">
                    {t("organizationReview.column.name")}
                  </th>
                  {(["opened", "firstReply", "reply"] as const).map((name) => (
                    <th key={name} scope="col" className="py-1 pl-3 text-right font-normal">
                      {t(`organizationReview.column.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {services.map((service) => (
                  <tr key={service.id} className="border-t">
                    <th
                      scope="row"
                      translate="no"
                      className="py-1.5 text-left font-normal [overflow-wrap:anywhere]"
                    >
                      <MarkedText text={service.name} />
                    </th>
                    <td className="py-1.5 pl-3 text-right tabular-nums">
                      <NumberLink
                        count={service.opened}
                        href={service.openedList}
                        locale={locale}
                      />
                    </td>
                    <td className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
                      {length(service.firstReplyMs)}
                    </td>
                    <td className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
                      {length(service.replyMs)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        ) : null}
        <p className="text-pretty text-muted-foreground">{t("organizationReview.note")}</p>
      </div>
    </Panel>
  );
}
