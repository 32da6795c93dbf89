import { ConnectionStatusBadge } from "@/components/connections/connection-status-badge";
import { ProviderWords } from "@/components/feedback/provider-words";
import { FreshnessLine } from "@/components/freshness/freshness-line";
import { ImportProgress } from "@/components/freshness/import-progress";
import { SyncRecoveryHint } from "@/components/freshness/sync-recovery-hint";
import {
  isBeingRead,
  isDueNow,
  needsAttention,
  syncState,
} from "@/components/freshness/sync-state";
import { RefreshWhileSyncing } from "@/components/polling/refresh-while-syncing";
import { DayChart, dayText } from "@/components/sync/day-chart";
import { storedText } from "@/components/sync/format-figures";
import { SyncFigures } from "@/components/sync/sync-figures";
import { Alert } from "@/components/ui/alert";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { SyncAction } from "@/lib/review/schemas";
import type { SyncRunView, SyncStateView, UnwritableTicketView } from "@/lib/review/sync/types";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

import { RunsTable } from "./runs-table";
import { type ControlSync, SyncControls } from "./sync-controls";
import { UnwritableTickets } from "./unwritable-tickets";

interface SyncDetailProps {
  state: SyncStateView;
  runs: SyncRunView[];
  /** Set if the runs are not the newest. */
  before?: Date;
  /** Older runs exist. */
  more: boolean;
  unwritable: UnwritableTicketView[];
  moreUnwritable: boolean;
  locale: Locale;
  controlSync: ControlSync;
  now?: Date;
}

/** Retrying does not help while the key is refused. */
function availableActions(state: SyncStateView): SyncAction[] {
  if (state.status === "disconnected") return [];
  const rest: SyncAction = state.paused ? "resume" : "pause";
  return state.status === "needs_attention" ? [rest] : ["retry", rest, "full_sweep"];
}

function ProblemAlert({ state, locale, now }: { state: SyncStateView; locale: Locale; now: Date }) {
  const t = useTexts();
  if (!needsAttention(syncState(state, now))) return null;
  return (
    <Alert
      tone={state.paused ? "info" : "warning"}
      title={state.failures > 0 ? t("staffSync.failures", { count: state.failures }) : undefined}
    >
      <p>
        {asSentence(state.problem?.message ?? "")}{" "}
        <SyncRecoveryHint freshness={state} locale={locale} audience="staff" now={now} />
      </p>
      <ProviderWords words={state.problem?.words} name={state.providerName} />
    </Alert>
  );
}

export function SyncDetail({
  state,
  runs,
  before,
  more,
  unwritable,
  moreUnwritable,
  locale,
  controlSync,
  now = new Date(),
}: SyncDetailProps) {
  const t = useTexts();
  const stored = storedText(t, state);
  const actions = availableActions(state);
  const { nextAt, deletionsCheckedAt } = state;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <header className="grid gap-3 border-b pb-5">
        <BackLink href="/staff/sync" label={t("staffSync.title")} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1
            className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-2xl"
            translate="no"
          >
            {state.connectionLabel}
          </h1>
          <ConnectionStatusBadge connection={state} now={now} />
        </div>
        <p className="text-[0.8125rem] text-muted-foreground">
          <span translate="no">
            {state.organizationName} · {state.providerName}
          </span>
          {stored ? ` · ${stored}` : null}
        </p>
        <p className="flex flex-wrap gap-x-6 gap-y-1 text-[0.8125rem] text-muted-foreground">
          <FreshnessLine freshness={state} locale={locale} now={now} />
          {nextAt && nextAt > now && !state.paused ? (
            <span>
              {t.rich("staffSync.nextSync", {
                time: () => <UpcomingTime at={nextAt} locale={locale} now={now} />,
              })}
            </span>
          ) : null}
          <span>
            {deletionsCheckedAt
              ? t.rich("staffSync.deletionsChecked", {
                  time: () => <Time at={deletionsCheckedAt} locale={locale} />,
                })
              : t("staffSync.deletionsNotChecked")}
          </span>
        </p>
        {actions.length > 0 ? (
          <SyncControls
            connectionId={state.connectionId}
            actions={actions}
            controlSync={controlSync}
          />
        ) : null}
      </header>
      <ProblemAlert state={state} locale={locale} now={now} />
      {state.progress ? (
        <Alert title={t("staffSync.syncing")}>
          <ImportProgress freshness={state} locale={locale} now={now} />
        </Alert>
      ) : null}
      <Panel title={t("staffSync.day")}>
        <div className="grid gap-4 px-4 py-4">
          <SyncFigures state={state} locale={locale} withDay />
          <figure className="grid gap-2">
            <DayChart hours={state.hours} locale={locale} className="h-20 w-full" />
            <figcaption className="text-[0.8125rem] text-muted-foreground">
              {dayText(t, state.hours, locale)}
            </figcaption>
          </figure>
        </div>
      </Panel>
      <UnwritableTickets tickets={unwritable} more={moreUnwritable} locale={locale} />
      <RunsTable
        runs={runs}
        locale={locale}
        before={before}
        more={more}
        connectionId={state.connectionId}
      />
      <RefreshWhileSyncing running={isBeingRead(state) || isDueNow(state, now)} />
    </div>
  );
}
