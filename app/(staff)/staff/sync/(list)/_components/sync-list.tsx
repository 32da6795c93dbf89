import { ConnectionStatusBadge } from "@/components/connections/connection-status-badge";
import { ProviderWords } from "@/components/feedback/provider-words";
import { FreshnessLine } from "@/components/freshness/freshness-line";
import { SyncRecoveryHint } from "@/components/freshness/sync-recovery-hint";
import { needsAttention, syncState } from "@/components/freshness/sync-state";
import { syncCountText } from "@/components/sync/day-chart";
import { storedText } from "@/components/sync/format-figures";
import { SyncFigures } from "@/components/sync/sync-figures";
import { Link } from "@/components/ui/navigation/link";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncStateView } from "@/lib/review/sync/types";
import { connectionSyncUrl } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

function SyncRow({ state, locale, now }: { state: SyncStateView; locale: Locale; now: Date }) {
  const t = useTexts();
  const stored = storedText(t, state);
  const isProblem = needsAttention(syncState(state, now));
  return (
    <li aria-label={state.connectionLabel} className="sync-row">
      <div>
        <div className="head">
          <h2>
            <ProviderAvatar name={state.providerName} />
            <Link
              href={connectionSyncUrl(state.connectionId)}
              data-row-link=""
              className="text-link"
              translate="no"
            >
              {state.connectionLabel}
            </Link>
          </h2>
          <ConnectionStatusBadge connection={state} now={now} />
        </div>
        <p>
          <span translate="no">
            {state.organizationName} · {state.providerName}
          </span>
          {stored ? ` · ${stored}` : null}
        </p>
        {isProblem || state.running ? (
          <div>
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
      <div className="day">
        <p>{t("staffSync.syncsOfDay")}</p>
        <p>{syncCountText(t, state.hours)}</p>
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
