import type { ComponentProps } from "react";

import { ProviderWords } from "@/components/feedback/provider-words";
import { millisecondsText } from "@/components/sync/format-figures";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { WideTable } from "@/components/ui/wide-table";
import { type MessageKey, renderMessage, type Translate } from "@/lib/i18n/message";
import type { SyncRunView } from "@/lib/review/sync/types";
import { connectionSyncUrl } from "@/lib/routes";
import { formatTraffic } from "@/lib/text/format-bytes";
import { formatNumber } from "@/lib/text/format-number";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

type Tone = NonNullable<ComponentProps<typeof Badge>["tone"]>;

const OUTCOMES: Readonly<Record<string, { label: MessageKey; tone: Tone }>> = {
  running: { label: "staffSync.runs.outcome.running", tone: "tint" },
  complete: { label: "staffSync.runs.outcome.complete", tone: "neutral" },
  partial: { label: "staffSync.runs.outcome.partial", tone: "warning" },
  handed_on: { label: "staffSync.runs.outcome.handedOn", tone: "quiet" },
  failed: { label: "staffSync.runs.outcome.failed", tone: "danger" },
};

const TRIGGERS: Readonly<Record<string, MessageKey>> = {
  connect: "staffSync.runs.trigger.connect",
  filing: "staffSync.runs.trigger.filing",
  person: "staffSync.runs.trigger.person",
  opened: "staffSync.runs.trigger.opened",
  cron: "staffSync.runs.trigger.cron",
};

const NUMBER_COLUMNS = [
  ["staffSync.runs.column.pages", (run: SyncRunView) => run.pages],
  ["staffSync.runs.column.tickets", (run: SyncRunView) => run.ticketsRead],
  ["staffSync.runs.column.inFull", (run: SyncRunView) => run.detailsRead],
  ["staffSync.runs.column.changed", (run: SyncRunView) => run.ticketsChanged],
  ["staffSync.runs.column.events", (run: SyncRunView) => run.events],
  ["staffSync.runs.column.rows", (run: SyncRunView) => run.rows],
  ["staffSync.runs.column.calls", (run: SyncRunView) => run.calls],
] as const;

const TEXT_COLUMNS = [
  "staffSync.runs.column.outcome",
  "staffSync.runs.column.started",
  "staffSync.runs.column.trigger",
] as const;

const RIGHT_COLUMNS = [
  ...NUMBER_COLUMNS.map(([label]) => label),
  "staffSync.runs.column.traffic",
  "staffSync.runs.column.duration",
] as const;

/** On narrow screens each run is a card, with a label above each value. */
const TABLE = "w-full text-[0.8125rem] max-lg:block lg:min-w-[66rem]";
const ROW = "border-t max-lg:grid max-lg:grid-cols-3 max-lg:gap-x-3 max-lg:gap-y-2 max-lg:p-4";
const CELL = "align-top lg:px-3 lg:py-2";
const LABELLED =
  "max-lg:before:block max-lg:before:text-xs max-lg:before:text-muted-foreground " +
  "max-lg:before:content-[attr(data-label)]";
const NUMBER = `${CELL} ${LABELLED} lg:text-right`;

/** A word that this version does not know is shown as it is. */
function labelOf(t: Translate, key: MessageKey | undefined, word: string): string {
  return key === undefined ? word : renderMessage(t, { key });
}

function RunRemarks({ run }: { run: SyncRunView }) {
  const t = useTexts();
  const { gone, returned, unwritableTickets, unreadableItems, requestIds } = run;
  const lines = [
    gone > 0 ? t("staffSync.runs.gone", { count: gone }) : null,
    returned > 0 ? t("staffSync.runs.returned", { count: returned }) : null,
    unwritableTickets > 0 ? t("staffSync.runs.unwritable", { count: unwritableTickets }) : null,
    unreadableItems > 0 ? t("staffSync.runs.leftOut", { count: unreadableItems }) : null,
    run.errorMessage ? `${run.errorMessage}${run.errorCode ? ` (${run.errorCode})` : ""}` : null,
  ].filter((line) => line !== null);
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <ProviderWords words={run.words} />
      {requestIds.length > 0 ? (
        <p className="[overflow-wrap:anywhere]">
          {t.rich("staffSync.runs.requests", {
            ids: () => (
              <code className="text-xs" translate="no">
                {requestIds.join(", ")}
              </code>
            ),
          })}
        </p>
      ) : null}
      {lines.length === 0 && requestIds.length === 0 ? (
        <span data-none="" className="text-muted-foreground">
          –
        </span>
      ) : null}
    </>
  );
}

function RunRow({ run, locale }: { run: SyncRunView; locale: Locale }) {
  const t = useTexts();
  const outcome = OUTCOMES[run.outcome];
  return (
    <tr role="row" className={ROW}>
      <th scope="row" role="rowheader" className={cn(CELL, "text-left font-normal")}>
        <Badge tone={outcome?.tone ?? "quiet"}>{labelOf(t, outcome?.label, run.outcome)}</Badge>
      </th>
      <td role="cell" className={cn(CELL, "whitespace-nowrap max-lg:col-span-2")}>
        <Time at={run.startedAt} locale={locale} show="full" />
      </td>
      <td
        role="cell"
        data-label={t("staffSync.runs.column.trigger")}
        className={cn(CELL, LABELLED)}
      >
        {labelOf(t, TRIGGERS[run.trigger], run.trigger)}
        {run.full ? (
          <span className="block text-xs text-muted-foreground">{t("staffSync.runs.full")}</span>
        ) : null}
      </td>
      {NUMBER_COLUMNS.map(([label, value]) => (
        <td key={label} role="cell" data-label={t(label)} className={NUMBER}>
          {formatNumber(value(run), locale.language)}
        </td>
      ))}
      <td
        role="cell"
        data-label={t("staffSync.runs.column.traffic")}
        className={cn(NUMBER, "whitespace-nowrap")}
      >
        {formatTraffic(run.bytes, locale.language)}
      </td>
      <td
        role="cell"
        data-label={t("staffSync.runs.column.duration")}
        className={cn(NUMBER, "whitespace-nowrap")}
      >
        {run.finishedAt ? millisecondsText(run.milliseconds, locale.language) : "–"}
      </td>
      <td
        role="cell"
        data-label={t("staffSync.runs.column.remarks")}
        className={cn(
          CELL,
          LABELLED,
          "min-w-56 [overflow-wrap:anywhere] max-lg:col-span-full max-lg:has-[>[data-none]]:hidden",
        )}
      >
        <RunRemarks run={run} />
      </td>
    </tr>
  );
}

interface RunsTableProps {
  runs: SyncRunView[];
  locale: Locale;
  /** Set if the runs are not the newest. */
  before?: Date;
  /** Older runs exist. */
  more: boolean;
  connectionId: string;
}

export function RunsTable({ runs, locale, before, more, connectionId }: RunsTableProps) {
  const t = useTexts();
  const oldest = runs.at(-1);
  return (
    <Panel
      title={t("staffSync.runs.title")}
      aside={
        <span className="text-right text-[0.8125rem] text-muted-foreground">
          {before
            ? t.rich("staffSync.runs.before", {
                time: () => <Time at={before} locale={locale} show="full" />,
              })
            : t("staffSync.runs.latest", { count: runs.length })}
        </span>
      }
    >
      {runs.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted-foreground">
          {before ? t("staffSync.runs.noneBefore") : t("staffSync.runs.none")}
        </p>
      ) : (
        <WideTable aria-label={t("staffSync.runs.table")}>
          <table role="table" className={TABLE}>
            <thead role="rowgroup" className="text-xs text-muted-foreground max-lg:sr-only">
              <tr role="row">
                {TEXT_COLUMNS.map((label) => (
                  <th
                    key={label}
                    scope="col"
                    role="columnheader"
                    className="px-3 py-2 text-left font-medium whitespace-nowrap"
                  >
                    {t(label)}
                  </th>
                ))}
                {RIGHT_COLUMNS.map((label) => (
                  <th
                    key={label}
                    scope="col"
                    role="columnheader"
                    className="px-3 py-2 text-right font-medium whitespace-nowrap"
                  >
                    {t(label)}
                  </th>
                ))}
                <th
                  scope="col"
                  role="columnheader"
                  className="px-3 py-2 text-left font-medium whitespace-nowrap"
                >
                  {t("staffSync.runs.column.remarks")}
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup" className="max-lg:block">
              {runs.map((run) => (
                <RunRow key={run.id} run={run} locale={locale} />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {before || more ? (
        <nav
          aria-label={t("staffSync.runs.pages")}
          className="flex flex-wrap justify-between gap-3 border-t px-4 py-3 text-[0.8125rem]"
        >
          {before ? (
            <Link href={connectionSyncUrl(connectionId)} scroll={false} className="text-link">
              {t("staffSync.runs.showLatest")}
            </Link>
          ) : (
            <span />
          )}
          {more && oldest ? (
            <Link
              href={connectionSyncUrl(connectionId, { before: oldest.startedAt })}
              scroll={false}
              className="text-link"
            >
              {t("staffSync.runs.showOlder")}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </Panel>
  );
}
