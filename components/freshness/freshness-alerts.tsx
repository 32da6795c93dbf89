import { ProviderWords } from "@/components/feedback/provider-words";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { Freshness } from "@/lib/connections/freshness";
import type { Audience } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

import { AccountName, NotChecked } from "./freshness-line";
import { ImportProgress } from "./import-progress";
import { SyncRecoveryHint } from "./sync-recovery-hint";
import { needsAttention, syncState } from "./sync-state";

/** Further accounts are only counted. */
const MAX_SHOWN = 3;

interface FreshnessAlertsProps {
  freshness: Freshness[];
  locale: Locale;
  audience: Audience;
  now?: Date;
}

function ImportAlert({
  freshness,
  locale,
  now,
}: {
  freshness: Freshness;
  locale: Locale;
  now: Date;
}) {
  const t = useTexts();
  return (
    <Alert
      title={t.rich("freshness.firstSync", {
        account: () => <AccountName freshness={freshness} />,
      })}
    >
      <ImportProgress freshness={freshness} locale={locale} now={now} />
      {freshness.progress ? (
        <p className="text-muted-foreground">{t("freshness.firstSyncHint")}</p>
      ) : null}
    </Alert>
  );
}

function ProblemAlert({
  freshness,
  locale,
  audience,
  now,
}: {
  freshness: Freshness;
  locale: Locale;
  audience: Audience;
  now: Date;
}) {
  const isPause = syncState(freshness, now) === "paused";
  return (
    <Alert
      tone={isPause ? "info" : "warning"}
      title={
        <>
          <AccountName freshness={freshness} />:{" "}
          <NotChecked at={freshness.lastReadAt} locale={locale} now={now} />
        </>
      }
    >
      <p>
        {freshness.problem ? <>{asSentence(freshness.problem.message)} </> : null}
        <SyncRecoveryHint freshness={freshness} locale={locale} audience={audience} now={now} />
      </p>
      <ProviderWords words={freshness.problem?.words} name={freshness.providerName} />
    </Alert>
  );
}

/** Alerts for connections that are not up to date or are read for the first time. */
export function FreshnessAlerts({
  freshness,
  locale,
  audience,
  now = new Date(),
}: FreshnessAlertsProps) {
  const t = useTexts();
  const states = freshness.map((each) => ({ each, state: syncState(each, now) }));
  const failing = states.filter(({ state }) => needsAttention(state)).map(({ each }) => each);
  const importing = states.filter(({ state }) => state === "importing").map(({ each }) => each);
  const alerts = [...failing, ...importing];
  if (alerts.length === 0) return null;
  const hidden = alerts.length - MAX_SHOWN;
  return (
    <div className="grid gap-2">
      {alerts
        .slice(0, MAX_SHOWN)
        .map((each) =>
          failing.includes(each) ? (
            <ProblemAlert
              key={each.connectionId}
              freshness={each}
              locale={locale}
              audience={audience}
              now={now}
            />
          ) : (
            <ImportAlert key={each.connectionId} freshness={each} locale={locale} now={now} />
          ),
        )}
      {hidden > 0 ? (
        <p className="text-[0.8125rem] text-muted-foreground">
          {t.rich("freshness.moreAlerts", {
            count: hidden,
            link: (chunks) => (
              <Link
                href={audience === "customer" ? "/connections" : "/staff/sync"}
                className="text-link"
              >
                {chunks}
              </Link>
            ),
          })}
        </p>
      ) : null}
    </div>
  );
}
