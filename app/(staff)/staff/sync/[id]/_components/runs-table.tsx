import Link from "next/link";

import { millisecondsText } from "@/components/sync/format-figures";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { SyncRunView } from "@/lib/review/sync-types";
import { connectionSyncUrl } from "@/lib/routes";
import { formatTraffic } from "@/lib/text/format-bytes";

const OUTCOMES: Readonly<
  Record<string, { label: string; tone: "neutral" | "quiet" | "warning" | "danger" | "tint" }>
> = {
  running: { label: "Under way", tone: "tint" },
  complete: { label: "Complete", tone: "neutral" },
  partial: { label: "Partly done", tone: "warning" },
  handed_on: { label: "Handed on", tone: "quiet" },
  failed: { label: "Failed", tone: "danger" },
};

const TRIGGERS: Readonly<Record<string, string>> = {
  connect: "Connected",
  filing: "Filing",
  person: "A person",
  opened: "Ticket opened",
  cron: "Plan",
};

const NUMBER_COLUMNS = [
  ["Pages", (run: SyncRunView) => run.pages],
  ["Tickets", (run: SyncRunView) => run.ticketsRead],
  ["In full", (run: SyncRunView) => run.detailsRead],
  ["Changed", (run: SyncRunView) => run.ticketsChanged],
  ["Events", (run: SyncRunView) => run.events],
  ["Rows", (run: SyncRunView) => run.rows],
  ["Calls", (run: SyncRunView) => run.calls],
] as const;

const CELL = "px-3 py-2 text-right align-top";

function leftOutText(items: number): string {
  return items === 1
    ? "1 item without an id was left out"
    : `${items} items without an id were left out`;
}

function RunRemarks({ run }: { run: SyncRunView }) {
  const lines = [
    run.gone > 0 ? `${run.gone} gone` : null,
    run.returned > 0 ? `${run.returned} returned` : null,
    run.unwritableTickets > 0 ? `${run.unwritableTickets} could not be stored` : null,
    run.unreadableItems > 0 ? leftOutText(run.unreadableItems) : null,
    run.errorMessage ? `${run.errorMessage}${run.errorCode ? ` (${run.errorCode})` : ""}` : null,
  ].filter((line) => line !== null);
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {run.requestIds.length > 0 ? (
        <p className="[overflow-wrap:anywhere]">
          <span className="text-muted-foreground">Requests </span>
          <code className="text-xs">{run.requestIds.join(", ")}</code>
        </p>
      ) : null}
      {lines.length === 0 && run.requestIds.length === 0 ? (
        <span className="text-muted-foreground">–</span>
      ) : null}
    </>
  );
}

function RunRow({ run, locale }: { run: SyncRunView; locale: Locale }) {
  const outcome = OUTCOMES[run.outcome] ?? { label: run.outcome, tone: "quiet" as const };
  return (
    <tr className="border-t">
      <th scope="row" className="px-3 py-2 text-left align-top font-normal">
        <Badge tone={outcome.tone}>{outcome.label}</Badge>
      </th>
      <td className="px-3 py-2 align-top whitespace-nowrap">
        <Time at={run.startedAt} locale={locale} show="full" />
      </td>
      <td className="px-3 py-2 align-top">
        {TRIGGERS[run.trigger] ?? run.trigger}
        {run.full ? <span className="block text-xs text-muted-foreground">full sweep</span> : null}
      </td>
      {NUMBER_COLUMNS.map(([label, value]) => (
        <td key={label} className={CELL}>
          {value(run).toLocaleString(locale.language)}
        </td>
      ))}
      <td className={`${CELL} whitespace-nowrap`}>{formatTraffic(run.bytes)}</td>
      <td className={`${CELL} whitespace-nowrap`}>
        {run.finishedAt ? millisecondsText(run.milliseconds) : "–"}
      </td>
      <td className="min-w-56 px-3 py-2 align-top [overflow-wrap:anywhere]">
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

/** Scrolls sideways on narrow screens. */
export function RunsTable({ runs, locale, before, more, connectionId }: RunsTableProps) {
  const oldest = runs.at(-1);
  return (
    <Panel
      title="Runs"
      aside={
        <span className="text-right text-[0.8125rem] text-muted-foreground">
          {before ? (
            <>
              before <Time at={before} locale={locale} show="full" />
            </>
          ) : (
            `the newest ${runs.length}`
          )}
        </span>
      }
    >
      {runs.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted-foreground">
          {before ? "No run is kept from before that." : "Nothing has been read yet."}
        </p>
      ) : (
        <div role="group" aria-label="Table of runs" tabIndex={0} className="overflow-x-auto">
          <table className="w-full min-w-[66rem] text-[0.8125rem]">
            <thead className="text-xs text-muted-foreground">
              <tr>
                {["Outcome", "Began", "Trigger"].map((label) => (
                  <th
                    key={label}
                    scope="col"
                    className="px-3 py-2 text-left font-medium whitespace-nowrap"
                  >
                    {label}
                  </th>
                ))}
                {[...NUMBER_COLUMNS.map(([label]) => label), "Bytes", "Time"].map((label) => (
                  <th
                    key={label}
                    scope="col"
                    className="px-3 py-2 text-right font-medium whitespace-nowrap"
                  >
                    {label}
                  </th>
                ))}
                <th scope="col" className="px-3 py-2 text-left font-medium whitespace-nowrap">
                  Error and request ids
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} locale={locale} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {before || more ? (
        <nav
          aria-label="Runs by age"
          className="flex flex-wrap justify-between gap-3 border-t px-4 py-3 text-[0.8125rem]"
        >
          {before ? (
            <Link
              href={connectionSyncUrl(connectionId)}
              prefetch={false}
              scroll={false}
              className="text-link"
            >
              Newest runs
            </Link>
          ) : (
            <span />
          )}
          {more && oldest ? (
            <Link
              href={connectionSyncUrl(connectionId, { before: oldest.startedAt })}
              prefetch={false}
              scroll={false}
              className="text-link"
            >
              Older runs
            </Link>
          ) : null}
        </nav>
      ) : null}
    </Panel>
  );
}
