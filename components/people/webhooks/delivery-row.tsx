import { Badge } from "@/components/ui/badge";
import { Disclosure } from "@/components/ui/disclosure";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { WebhookDelivery } from "@/lib/notifications/webhooks/types";
import { useTexts } from "#texts";

import { ActionButton } from "./action-button";
import type { SentDelivery, WebhookAction } from "./webhook-action";

const TONES = { waiting: "neutral", delivered: "quiet", failed: "danger" } as const;

interface DeliveryRowProps {
  delivery: WebhookDelivery;
  locale: Locale;
  /** Null while the webhook is off. */
  resend: WebhookAction<SentDelivery> | null;
}

export function DeliveryRow({ delivery, locale, resend }: DeliveryRowProps) {
  const t = useTexts();
  const { id, kind, state, tries, isReplay, createdAt, nextAt } = delivery;
  const event = t(kind === null ? "webhooks.test" : `webhooks.kind.${kind}`);
  const time = fullTime(createdAt, locale);
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1 text-[0.8125rem] text-muted-foreground">
          <p className="flex flex-wrap items-center gap-2 text-sm text-foreground">
            {event}
            <Badge tone={TONES[state]}>{t(`webhooks.state.${state}`)}</Badge>
            {isReplay ? <Badge tone="quiet">{t("webhooks.isReplay")}</Badge> : null}
          </p>
          <p>
            <Time at={createdAt} locale={locale} show="full" /> ·{" "}
            {t("webhooks.tries", { count: tries })}
            {nextAt && state === "waiting"
              ? ` · ${t("webhooks.nextAt", { time: fullTime(nextAt, locale) })}`
              : null}
          </p>
          <Answer answer={delivery.answer} />
        </div>
        {kind === null || resend === null ? null : (
          <ActionButton
            label={t("webhooks.again")}
            name={t("webhooks.againOf", { event, time })}
            action={resend}
            input={{ deliveryId: id }}
            failureTitle={t("webhooks.notSent")}
            delivered={t("webhooks.resent")}
          />
        )}
      </div>
    </li>
  );
}

function Answer({ answer }: { answer: WebhookDelivery["answer"] }) {
  const t = useTexts();
  if (answer === null) return null;
  if ("none" in answer) return <p>{t(`webhooks.noAnswer.${answer.none}`)}</p>;
  return (
    <>
      <p>{t("webhooks.status", { status: String(answer.status) })}</p>
      {answer.text.trim() === "" ? null : (
        <Disclosure summary={t("webhooks.answer")}>
          <pre
            lang=""
            dir="auto"
            translate="no"
            className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {answer.text}
          </pre>
        </Disclosure>
      )}
    </>
  );
}
