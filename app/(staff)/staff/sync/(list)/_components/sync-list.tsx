import { ConnectionStatusBadge } from "@/components/connections/connection-status-badge";
import { ProviderWords } from "@/components/feedback/provider-words";
import { FreshnessLine } from "@/components/freshness/freshness-line";
import { SyncRecoveryHint } from "@/components/freshness/sync-recovery-hint";
import { needsAttention, syncState } from "@/components/freshness/sync-state";
import { DayChart, syncCountText } from "@/components/sync/day-chart";
import { SyncFigures } from "@/components/sync/sync-figures";
import { Link } from "@/components/ui/navigation/link";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncStateView } from "@/lib/review/sync-types";
import { connectionSyncUrl } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

function SyncRow({ state, locale, now }: { state: SyncStateView; locale: Locale; now: Date }) {
  const t = useTexts();
  const isProblem = needsAttention(syncState(state, now));
  return (
    <li
      aria-label={state.connectionLabel}
      className="grid items-center gap-x-6 gap-y-3 px-4 py-4 sm:grid-cols-[minmax(0,4fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.8fr)_11rem]"
    >
      <div className="grid min-w-0 gap-1.5 sm:max-lg:col-span-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="flex min-w-0 items-center gap-2 font-medium">
            <ProviderAvatar name={state.providerName} />
            <Link
              href={connectionSyncUrl(state.connectionId)}
              data-row-link=""
              className="text-link min-w-0 [overflow-wrap:anywhere]"
              translate="no"
            >
              {state.connectionLabel}
            </Link>
          </h2>
          <ConnectionStatusBadge connection={state} now={now} />
        </div>
        <p className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">
          <span translate="no">
            {state.organizationName} · {state.providerName}
          </span>{" "}
          · {t("staffSync.tickets", { count: state.tickets })}
        </p>
        {isProblem || state.running ? (
          <div className="text-[0.8125rem] text-muted-foreground">
            {isProblem ? (
              <>
                <p>
                  {asSentence(state.problem?.message ?? "")}{" "}
                  <SyncRecoveryHint freshness={state} locale={locale} audience="staff" now={now} />
                </p>
                <ProviderWords words={state.problem?.words} name={state.providerName} />
              </>
            ) : (
              <FreshnessLine freshness={state} locale={locale} now={now} />
            )}
          </div>
        ) : null}
      </div>
      <SyncFigures state={state} locale={locale} />
      <div className="text-[0.8125rem]">
        <p className="text-xs text-muted-foreground">{t("staffSync.syncsOfDay")}</p>
        <p>{syncCountText(t, state.hours)}</p>
        <DayChart hours={state.hours} locale={locale} className="mt-1 block h-6 w-full" />
      </div>
    </li>
  );
}

export function SyncList({
  states,
  locale,
  now = new Date(),
}: {
  states: SyncStateView[];
  locale: Locale;
  now?: Date;
}) {
  const t = useTexts();
  return (
    <ul aria-label={t("staffSync.list")} className="divide-y rounded-lg border bg-card">
      {states.map((state) => (
        <SyncRow key={state.connectionId} state={state} locale={locale} now={now} />
      ))}
    </ul>
  );
}
