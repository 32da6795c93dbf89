"use client";

import { type FormEvent, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import type { NoticeKind } from "@/lib/notices/kinds";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { chosenKinds, KindsFields } from "./kinds-fields";
import type { WebhookAction } from "./webhook-action";

interface KindsFormProps {
  webhookId: string;
  chosen: readonly NoticeKind[];
  change: WebhookAction<unknown>;
}

export function KindsForm({ webhookId, chosen, change }: KindsFormProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const act = useProved(change);
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<unknown> | null>(null);
  const error = result && !result.ok ? result.fieldErrors.kinds : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const kinds = chosenKinds(new FormData(event.currentTarget));
    setResult(null);
    startTransition(async () => setResult(await act({ webhookId, kinds })));
  }

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
        {result?.ok ? <Alert tone="success">{t("webhooks.saved")}</Alert> : null}
        {result && !result.ok && !error ? (
          <FailureAlert failure={result} title={t("webhooks.notSaved")} keepsText />
        ) : null}
      </div>
    </form>
  );
}
