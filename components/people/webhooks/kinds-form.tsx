"use client";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { OrganizationKind } from "@/lib/notices/kinds";
import { useTexts } from "#texts";

import { chosenKinds, KindsFields } from "./kinds-fields";
import { useWebhookForm } from "./use-webhook-form";
import type { WebhookAction } from "./webhook-action";

interface KindsFormProps {
  webhookId: string;
  chosen: readonly OrganizationKind[];
  change: WebhookAction<unknown>;
}

export function KindsForm({ webhookId, chosen, change }: KindsFormProps) {
  const t = useTexts();
  const { submit, pending, isHydrated, done, failure } = useWebhookForm(change, (form) => ({
    webhookId,
    kinds: chosenKinds(form),
  }));
  const error = failure?.fieldErrors.kinds;

  return (
    <form onSubmit={submit} noValidate className="grid gap-4 px-4 py-4">
      <KindsFields chosen={chosen} error={error} />
      <div>
        <Button
          type="submit"
          variant="secondary"
          size="small"
          disabled={!isHydrated}
          aria-disabled={pending}
        >
          {pending ? <Spinner /> : null}
          {t(pending ? "webhooks.saving" : "webhooks.save")}
        </Button>
      </div>
      <div aria-live="polite" className="empty:absolute">
        {done ? <Alert tone="success">{t("webhooks.saved")}</Alert> : null}
        {failure && !error ? (
          <FailureAlert failure={failure} title={t("webhooks.notSaved")} keepsText />
        ) : null}
      </div>
    </form>
  );
}
