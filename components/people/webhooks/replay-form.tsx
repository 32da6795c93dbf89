"use client";

import { useId } from "react";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Spinner } from "@/components/ui/spinner";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { MAX_REPLAYED, REPLAYABLE_DAYS } from "@/lib/notifications/webhooks/replay-limits";
import type { Replayed } from "@/lib/notifications/webhooks/types";
import { useTexts } from "#texts";

import { useWebhookForm } from "./use-webhook-form";
import type { WebhookAction } from "./webhook-action";

interface ReplayFormProps {
  webhookId: string;
  /** The fields' first values, as `datetime-local` has them. */
  period: { from: string; until: string };
  locale: Locale;
  replay: WebhookAction<Replayed>;
}

export function ReplayForm({ webhookId, period, locale, replay }: ReplayFormProps) {
  const t = useTexts();
  const id = useId();
  const { submit, pending, isHydrated, done, failure } = useWebhookForm(replay, (form) => ({
    ...Object.fromEntries(form),
    webhookId,
  }));
  const errors = failure?.fieldErrors ?? {};

  return (
    <form onSubmit={submit} noValidate className="grid gap-4 px-4 py-4">
      <p className="text-pretty text-muted-foreground">
        {t("webhooks.replayHint", { max: MAX_REPLAYED, days: REPLAYABLE_DAYS })}{" "}
        {t("webhooks.zone", { zone: locale.timeZone })}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["from", "until"] as const).map((name) => (
          <Field key={name} id={`${id}-${name}`} label={t(`webhooks.${name}`)} error={errors[name]}>
            {(control) => (
              <Input {...control} name={name} type="datetime-local" defaultValue={period[name]} />
            )}
          </Field>
        ))}
      </div>
      <div>
        <Button
          type="submit"
          variant="secondary"
          size="small"
          disabled={!isHydrated}
          aria-disabled={pending}
        >
          {pending ? <Spinner /> : null}
          {t(pending ? "webhooks.replaying" : "webhooks.replaySubmit")}
        </Button>
      </div>
      <div aria-live="polite" className="empty:absolute">
        {done ? (
          <Alert tone="success">
            <p>{t("webhooks.replayed", { count: done.data.count })}</p>
            {done.data.goesOnAt ? (
              <p>{t("webhooks.replayGoesOn", { time: fullTime(done.data.goesOnAt, locale) })}</p>
            ) : null}
          </Alert>
        ) : null}
        {failure && !errors.from && !errors.until ? (
          <FailureAlert failure={failure} title={t("webhooks.notReplayed")} keepsText />
        ) : null}
      </div>
    </form>
  );
}
