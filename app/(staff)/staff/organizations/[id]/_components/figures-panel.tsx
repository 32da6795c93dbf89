import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { formatDuration } from "@/components/ui/time/durations";
import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import type { Locale } from "@/components/ui/time/format-time";
import { WideTable } from "@/components/ui/wide-table";
import type { OrganizationFigures } from "@/lib/review/organization/types";
import { useTexts } from "#texts";

import { MonthsTable } from "./months-table";
import { NumberLink } from "./number-link";
import { OpenWaits } from "./open-waits";

interface FiguresPanelProps {
  figures: OrganizationFigures;
  locale: Locale;
}

/** Shows the longest waits, and the year by months and services. */
export function FiguresPanel({ figures, locale }: FiguresPanelProps) {
  const t = useTexts();
  const { months, services } = figures;
  const length = (ms: number | null) =>
    ms === null ? "–" : formatDuration(t, ms, locale.language);
  return (
    <Panel title={t("organizationReview.figures")}>
      <div className="grid gap-5 px-4 py-4 text-[0.8125rem]">
        <OpenWaits
          figures={figures}
          locale={locale}
          lengthOf={(since) => <ElapsedTime at={since} locale={locale} />}
        />
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
