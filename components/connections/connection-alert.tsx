import { ProviderWords } from "@/components/feedback/provider-words";
import { NotChecked } from "@/components/freshness/freshness-line";
import { ImportProgress } from "@/components/freshness/import-progress";
import { SyncRecoveryHint } from "@/components/freshness/sync-recovery-hint";
import { needsAttention, pauseReason, syncState } from "@/components/freshness/sync-state";
import { Alert } from "@/components/ui/alert";
import type { Locale } from "@/components/ui/time/format-time";
import type { ConnectionView } from "@/lib/connections/types";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

interface ConnectionAlertProps {
  connection: ConnectionView;
  locale: Locale;
  now?: Date;
}

/** Explains why an account is not synced, or how far its first sync is. */
export function ConnectionAlert({ connection, locale, now = new Date() }: ConnectionAlertProps) {
  const t = useTexts();
  const state = syncState(connection, now);
  if (state === "needs_key") {
    return (
      <Alert tone="warning" title={t("connections.alert.needsKey")}>
        <p>
          {asSentence(connection.problem?.message ?? t("errors.provider_unauthorized"))}{" "}
          {connection.mayManage
            ? t("connections.alert.managerHint")
            : t("connections.alert.memberHint")}
        </p>
        <ProviderWords words={connection.problem?.words} name={connection.providerName} />
        <p className="text-muted-foreground">{t("connections.alert.untilReplaced")}</p>
      </Alert>
    );
  }
  if (needsAttention(state)) {
    return (
      <Alert
        tone={state === "paused" ? "info" : "warning"}
        title={<NotCheckedTitle connection={connection} locale={locale} now={now} />}
      >
        <p>
          {connection.problem ? <>{asSentence(connection.problem.message)} </> : null}
          <SyncRecoveryHint
            freshness={connection}
            locale={locale}
            audience="customer"
            isNextToReplaceKey
            now={now}
          />
        </p>
        <ProviderWords words={connection.problem?.words} name={connection.providerName} />
      </Alert>
    );
  }
  if (state === "waiting") {
    return (
      <Alert tone="info" title={pauseReason(t, connection)}>
        <p>
          <SyncRecoveryHint
            freshness={connection}
            locale={locale}
            audience="customer"
            isNextToReplaceKey
            now={now}
          />{" "}
          {t("connections.alert.untilWaited")}
        </p>
      </Alert>
    );
  }
  return connection.progress || connection.running ? (
    <p className="text-[0.8125rem]">
      <ImportProgress freshness={connection} locale={locale} now={now} />
    </p>
  ) : null;
}

function NotCheckedTitle({ connection, locale, now }: Required<ConnectionAlertProps>) {
  return (
    <span className="inline-block first-letter:uppercase">
      <NotChecked at={connection.lastReadAt} locale={locale} now={now} />
    </span>
  );
}
