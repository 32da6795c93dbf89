import { CursorLinks } from "@/components/people/cursor-links";
import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost } from "@/components/people/dialogs/dialog-host";
import { Alert } from "@/components/ui/alert";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import type { RenewedSecret, Replayed, WebhookDetails } from "@/lib/notifications/webhooks/types";
import { organizationUrl, webhookUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { ActionButton } from "./action-button";
import { DeliveryRow } from "./delivery-row";
import { KindsForm } from "./kinds-form";
import { ReplayForm } from "./replay-form";
import type { SentDelivery, WebhookAction } from "./webhook-action";
import { WebhookSecret } from "./webhook-secret";

interface WebhookViewProps {
  webhook: WebhookDetails;
  isFirstPage: boolean;
  /** Suggested for a replay. */
  period: { from: string; until: string };
  locale: Locale;
  actions: {
    changeKinds: WebhookAction<unknown>;
    turnOn: WebhookAction<unknown>;
    renew: WebhookAction<RenewedSecret>;
    remove: WebhookAction<unknown>;
    test: WebhookAction<SentDelivery>;
    resend: WebhookAction<SentDelivery>;
    replay: WebhookAction<Replayed>;
  };
}

export function WebhookView(props: WebhookViewProps) {
  const t = useTexts();
  const { webhook, isFirstPage, period, locale, actions } = props;
  const { id, organizationId, organizationName, url, kinds, off, deliveries, nextCursor } = webhook;
  const input = { webhookId: id };
  return (
    <div className="grid max-w-4xl gap-5">
      <BackLink href={organizationUrl({ in: organizationId })} label={organizationName} />
      <div className="grid gap-1">
        <h1 translate="no" className="text-2xl font-semibold [overflow-wrap:anywhere]">
          {new URL(url).host}
        </h1>
        <p translate="no" className="text-muted-foreground [overflow-wrap:anywhere]">
          {url}
        </p>
      </div>
      {off ? (
        <Alert
          tone="warning"
          title={t("webhooks.offBecause", { reason: off.reason })}
          action={
            <ActionButton
              label={t("webhooks.turnOn")}
              action={actions.turnOn}
              input={input}
              failureTitle={t("webhooks.notTurnedOn")}
            />
          }
        >
          {t("webhooks.offSince", { time: fullTime(off.at, locale) })}
        </Alert>
      ) : null}
      <Panel title={t("webhooks.settings")}>
        <KindsForm key={kinds.join()} webhookId={id} chosen={kinds} change={actions.changeKinds} />
        <div className="border-t px-4 py-4">
          <ActionButton
            label={t("webhooks.sendTest")}
            action={actions.test}
            input={input}
            failureTitle={t("webhooks.notSent")}
            delivered={t("webhooks.tested")}
          />
        </div>
        <div className="flex flex-wrap items-start gap-2 border-t px-4 py-4">
          <WebhookSecret webhookId={id} renew={actions.renew} />
          <DialogHost>
            <DialogButton
              label={t("webhooks.remove")}
              title={t("webhooks.removeTitle")}
              hint={t("webhooks.removeHint")}
              submit={t("webhooks.remove")}
              failureTitle={t("webhooks.notRemoved")}
              action={actions.remove}
              given={input}
              isDanger
              next={organizationUrl({ in: organizationId })}
            />
          </DialogHost>
        </div>
      </Panel>
      {off ? null : (
        <Panel title={t("webhooks.replay")}>
          <ReplayForm webhookId={id} period={period} locale={locale} replay={actions.replay} />
        </Panel>
      )}
      <Panel
        title={t("webhooks.deliveries")}
        aside={
          <span className="text-[0.8125rem] text-muted-foreground">
            {t("webhooks.deliveriesHint")}
          </span>
        }
      >
        {deliveries.length === 0 ? (
          <p className="px-4 py-3">{t("webhooks.noDeliveries")}</p>
        ) : (
          <ul className="divide-y">
            {deliveries.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                locale={locale}
                resend={off ? null : actions.resend}
              />
            ))}
          </ul>
        )}
      </Panel>
      <CursorLinks
        first={webhookUrl(id)}
        isFirst={isFirstPage}
        next={nextCursor === null ? null : webhookUrl(id, { before: nextCursor })}
        labels={{ first: t("webhooks.first"), next: t("webhooks.next") }}
      />
    </div>
  );
}
