"use client";

import { useState } from "react";

import { ConfirmButton } from "@/components/accounts/second-factor/confirm-button";
import type { RenewedSecret } from "@/lib/notifications/webhooks/types";
import { useTexts } from "#texts";

import { NewSecret } from "./new-secret";
import type { WebhookAction } from "./webhook-action";

interface WebhookSecretProps {
  webhookId: string;
  renew: WebhookAction<RenewedSecret>;
}

/** Replaces the secret, and shows the new one until the page is left. */
export function WebhookSecret({ webhookId, renew }: WebhookSecretProps) {
  const t = useTexts();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <div className="grid gap-3">
      <div>
        <ConfirmButton
          label={t("webhooks.renew")}
          variant="secondary"
          title={t("webhooks.renewTitle")}
          hint={t("webhooks.renewHint")}
          confirmLabel={t("webhooks.renewSubmit")}
          pendingLabel={t("webhooks.renewing")}
          failureTitle={t("webhooks.notRenewed")}
          action={() => renew({ webhookId })}
          onDone={(renewed) => setSecret(renewed.secret)}
        />
      </div>
      <div aria-live="polite" className="empty:hidden">
        {secret === null ? null : <NewSecret secret={secret} title={t("webhooks.secret")} />}
      </div>
    </div>
  );
}
