import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { markForeign } from "@/lib/i18n/foreign-words";
import { type Audience, ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import type { LifeTurn, TicketLife } from "@/lib/tickets/life/types";
import { useTexts } from "#texts";

import { answerRows } from "./answer-rows";
import { LifeBar } from "./life-bar";
import { momentText } from "./life-moment";
import { LifeTable } from "./life-table";

const PERIODS_PER_PAGE = 40;

interface LifePanelProps {
  ticketId: string;
  /** Null: no times yet. Undefined: read only on request. */
  life: TicketLife | null | undefined;
  /** The position before which periods are shown; the latest if it is no number. */
  before: string | undefined;
  locale: Locale;
  audience: Audience;
}

/** Shows a ticket's life by turns, to the minute, with the certainty of each time. */
export function LifePanel({ ticketId, life, before, locale, audience }: LifePanelProps) {
  const t = useTexts();
  const note = "px-4 py-3 text-[0.8125rem] text-pretty text-muted-foreground";
  if (life === null) return null;
  if (life === undefined)
    return (
      <Panel id="waiting" title={t("ticketLife.title")} className="print:hidden">
        <p className={note}>
          {t("ticketLife.hint")}{" "}
          <Link href={ticketUrl(audience, ticketId, { life: "" }, "waiting")} className="text-link">
            {t("ticketLife.show")}
          </Link>
        </p>
      </Panel>
    );
  const labelOf = (turn: LifeTurn) =>
    t(turn === "not_seen" ? "ticketLife.notSeen" : TURN_LABELS[audience][turn]);
  const inHours = life.timeZone !== null;
  const shared = { inHours, locale };
  const organization = markForeign(life.organizationName);
  const wasNotSeen = life.totals.some(({ turn }) => turn === "not_seen");
  return (
    <Panel id="waiting" title={t("ticketLife.title")}>
      <div className="grid gap-5 px-4 py-4 text-[0.8125rem]">
        <LifeTable
          {...shared}
          caption={t("ticketLife.range", {
            from: fullTime(life.startedAt, locale),
            to: fullTime(life.until, locale),
          })}
          heading={t("ticketLife.turn")}
          rows={[
            ...life.totals.map((total) => ({
              key: total.turn,
              label: labelOf(total.turn),
              length: total.length,
              bar: total.parts.length > 0 ? <LifeBar total={total} /> : null,
            })),
            { key: "whole", label: t("ticketLife.whole"), length: life.whole },
          ]}
          hasSum
        />
        {life.drawnUntil < life.until ? (
          <p className="-mt-3 text-xs text-pretty text-muted-foreground">
            {t("ticketLife.drawn", {
              from: fullTime(life.startedAt, locale),
              to: fullTime(life.drawnUntil, locale),
            })}
          </p>
        ) : null}
        <Answers life={life} {...shared} />
        <Disclosure
          summary={t("ticketLife.periods", { count: life.segments.length })}
          open={Boolean(before)}
        >
          <Periods
            ticketId={ticketId}
            life={life}
            before={before}
            audience={audience}
            labelOf={labelOf}
            {...shared}
          />
        </Disclosure>
        <p className="text-pretty text-muted-foreground">
          <MarkedText
            text={
              life.timeZone === null
                ? t("ticketLife.noHours", { organization })
                : t("ticketLife.hours", { organization, zone: life.timeZone })
            }
          />{" "}
          {t("ticketLife.automation")} {wasNotSeen ? t("ticketLife.notSeenHint") : null}
        </p>
      </div>
    </Panel>
  );
}

interface PartProps {
  life: TicketLife;
  inHours: boolean;
  locale: Locale;
}

function Answers({ life, ...shared }: PartProps) {
  const t = useTexts();
  const { rows, leftOut } = answerRows(t, life, shared.locale);
  if (rows.length === 0) return null;
  return (
    <div>
      <LifeTable
        {...shared}
        caption={t("ticketLife.replies")}
        heading={t("ticketLife.reply")}
        rows={rows}
      />
      {leftOut > 0 ? (
        <p className="text-muted-foreground">{t("ticketLife.leftOut", { count: leftOut })}</p>
      ) : null}
    </div>
  );
}

interface PeriodsProps extends PartProps {
  ticketId: string;
  before: string | undefined;
  audience: Audience;
  labelOf: (turn: LifeTurn) => string;
}

function Periods({ ticketId, life, before, audience, labelOf, ...shared }: PeriodsProps) {
  const t = useTexts();
  const { segments } = life;
  const end = before && /^\d{1,6}$/.test(before) ? Number(before) : segments.length;
  const shown = segments.slice(0, end).slice(-PERIODS_PER_PAGE);
  const [first] = shown;
  const pageUrl = (position: string) =>
    ticketUrl(audience, ticketId, { life: position }, "waiting");
  return (
    <div className="mt-3 grid gap-2">
      <LifeTable
        {...shared}
        caption={t("ticketLife.periodsShown")}
        heading={t("ticketLife.turn")}
        rows={shown.map(({ position, turn, start, end: ended, length }) => ({
          key: String(position),
          label: labelOf(turn),
          when: (
            <>
              {t("ticketLife.began", { time: momentText(t, start, shared.locale) })}
              {ended ? (
                <>
                  <br />
                  {t("ticketLife.ended", { time: momentText(t, ended, shared.locale) })}
                </>
              ) : null}
            </>
          ),
          length,
        }))}
      />
      {shown.length < segments.length ? (
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          {first && first.position > 0 ? (
            <Link href={pageUrl(String(first.position))} className="text-link">
              {t("ticketLife.earlier")}
            </Link>
          ) : null}
          {end < segments.length ? (
            <Link href={pageUrl("")} className="text-link">
              {t("ticketLife.latest")}
            </Link>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
