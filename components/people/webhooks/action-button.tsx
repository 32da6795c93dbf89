"use client";

import { useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import type { SentDelivery, WebhookAction } from "./webhook-action";

interface ActionButtonProps {
  label: string;
  /** The accessible name among buttons of the same label; contains the label. */
  name?: string;
  action: WebhookAction<unknown>;
  input: Readonly<Record<string, string>>;
  failureTitle: string;
  /** For actions that send something. */
  delivered?: string;
}

/** Acts at once, and shows the result below. */
export function ActionButton(props: ActionButtonProps) {
  const { label, name, action, input, failureTitle, delivered } = props;
  const t = useTexts();
  const isHydrated = useHydrated();
  const act = useProved(action);
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<unknown> | null>(null);

  function run() {
    if (pending) return;
    setResult(null);
    startTransition(async () => setResult(await act(input)));
  }

  return (
    <div className="grid justify-items-start gap-2">
      <Button
        variant="secondary"
        size="small"
        aria-label={name}
        disabled={!isHydrated}
        // A disabled button would lose the focus.
        aria-disabled={pending}
        onClick={run}
      >
        {pending ? <Spinner /> : null}
        {label}
      </Button>
      <div aria-live="polite" className="empty:hidden">
        {result?.ok && delivered !== undefined ? (
          isDelivered(result.data) ? (
            <Alert tone="success">{delivered}</Alert>
          ) : (
            <Alert tone="warning">{t("webhooks.notDelivered")}</Alert>
          )
        ) : null}
        {result && !result.ok ? <FailureAlert failure={result} title={failureTitle} /> : null}
      </div>
    </div>
  );
}

const isDelivered = (data: unknown): boolean =>
  (data as Partial<SentDelivery> | undefined)?.isDelivered === true;
