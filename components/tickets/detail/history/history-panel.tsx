import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { SentenceWithCodes } from "@/components/ui/text/sentence-with-codes";
import { type Locale, timeWithSeconds } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { EventView, TicketHistory } from "@/lib/tickets/detail/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { type HistoryReading, readingsOf } from "../facts/readings";
import { ChangedTimes, EventTime } from "./event-time";
import { HistoryPages } from "./history-pages";

/** Older readings are folded. */
const MAX_SHOWN = 12;

interface HistoryPanelProps {
  ticketId: string;
  history: TicketHistory;
  locale: Locale;
  audience: Audience;
  /** When the shown past version was first seen. */
  shownSince?: Date;
}

function BeforeAndAfter({ event }: { event: EventView }) {
  const t = useTexts();
  if (event.before === null && event.after === null) return null;
  return (
    <Disclosure summary={t("history.beforeAndAfter")} className="mt-1 text-xs">
      <dl className="mt-1.5 grid gap-1.5">
        {(["before", "after"] as const).map((side) => (
          <div key={side}>
            <dt className="text-muted-foreground">{t(`history.${side}`)}</dt>
            <dd>
              <pre
                lang=""
                tabIndex={0}
                className="max-h-48 overflow-auto rounded bg-muted px-2 py-1 font-mono whitespace-pre-wrap"
              >
                {JSON.stringify(event[side], null, 2)}
              </pre>
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

function PointInTimeLink({
  event,
  ticketId,
  audience,
  shownSince,
}: { event: EventView } & Pick<HistoryPanelProps, "ticketId" | "audience" | "shownSince">) {
  const t = useTexts();
  if (shownSince?.getTime() === event.seenAt.getTime())
    return <span className="font-medium text-foreground">{t("history.shownHere")}</span>;
  return (
    <Link
      href={ticketUrl(audience, ticketId, { at: event.seenAt })}
      aria-label={t("history.asItWasNamed", { event: event.sentence })}
      className="text-link"
    >
      {t("history.asItWas")}
    </Link>
  );
}

interface ReadingItemProps extends Omit<HistoryPanelProps, "history"> {
  reading: HistoryReading;
  /** Formats a time so that it differs from the times beside it. */
  formatTime: (at: Date) => string;
}

/** Changes that were seen at once: one time, or one each where they happened at several. */
function ReadingItem(props: ReadingItemProps) {
  const { ticketId, reading, locale, audience, shownSince, formatTime } = props;
  const t = useTexts();
  const [newest, ...others] = reading;
  const first = others.at(-1) ?? newest;
  const isOneTime = others.every(
    ({ happenedAt }) => happenedAt?.getTime() === newest.happenedAt?.getTime(),
  );
  const time = (event: EventView) => (
    <EventTime event={event} locale={locale} audience={audience} formatTime={formatTime} />
  );
  return (
    <li
      className={cn(
        "relative pl-5 before:absolute before:top-[0.4375rem] before:left-0 before:size-2",
        "before:rounded-full before:border-2 before:border-input before:bg-card",
      )}
    >
      {reading.map((event) => (
        <div key={event.id} className="mb-1 last-of-type:mb-0">
          <p dir="auto">
            <SentenceWithCodes text={event.sentence} />
            <ChangedTimes event={event} locale={locale} />
          </p>
          {isOneTime ? null : <p className="text-xs text-muted-foreground">{time(event)}</p>}
          {audience === "staff" ? <BeforeAndAfter event={event} /> : null}
        </div>
      ))}
      <p className="text-xs text-muted-foreground">
        {isOneTime ? time(newest) : null}
        {others.length > 0 ? (
          <>
            {isOneTime ? " · " : null}
            {t("history.changes", { count: reading.length })}
          </>
        ) : null}
        <span className="print:hidden">
          {" · "}
          <PointInTimeLink
            event={first}
            ticketId={ticketId}
            audience={audience}
            shownSince={shownSince}
          />
        </span>
      </p>
    </li>
  );
}

/** Observed changes, newest first. */
export function HistoryPanel({
  ticketId,
  history,
  locale,
  audience,
  shownSince,
}: HistoryPanelProps) {
  const t = useTexts();
  const { events, olderEvents } = history;
  const formatTime = timeWithSeconds(
    events.map((event) => event.happenedAt ?? event.seenAt),
    locale,
  );
  const readings = readingsOf(events);
  const entries = (some: HistoryReading[]) =>
    some.map((reading) => (
      <ReadingItem
        key={reading[0].id}
        reading={reading}
        locale={locale}
        ticketId={ticketId}
        audience={audience}
        shownSince={shownSince}
        formatTime={formatTime}
      />
    ));
  const older = readings.slice(MAX_SHOWN);
  return (
    <Panel title={t("history.title")} id="history">
      <div className="px-4 py-4 text-[0.8125rem]">
        {events.length === 0 ? <p className="text-muted-foreground">{t("history.none")}</p> : null}
        <ol className="grid gap-3">{entries(readings.slice(0, MAX_SHOWN))}</ol>
        {older.length > 0 ? (
          <Disclosure
            summary={t("history.earlier", { count: older.flat().length })}
            open={history.isOlderHistory}
            className="mt-3"
          >
            <ol className="mt-3 grid gap-3">{entries(older)}</ol>
          </Disclosure>
        ) : null}
        <HistoryPages
          shown={events.length}
          isOlder={history.isOlderHistory}
          latestUrl={ticketUrl(audience, ticketId, {}, "history")}
          olderUrl={
            olderEvents === null
              ? null
              : ticketUrl(audience, ticketId, { history: olderEvents }, "history")
          }
        />
      </div>
    </Panel>
  );
}
