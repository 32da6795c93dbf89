"use client";

import { useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

export type SendTest = (input: Record<string, never>) => Promise<Result<{ email: string }>>;

/** Shows the viewer's mail address, and sends a test mail to it. */
export function MailTest({ email, send }: { email: string; send: SendTest }) {
  const t = useTexts();
  const [result, setResult] = useState<Result<{ email: string }> | null>(null);
  const [pending, startTransition] = useTransition();

  function run(): void {
    if (pending) return;
    setResult(null);
    startTransition(async () => setResult(await actionResult(t, send({}))));
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 break-words text-muted-foreground">
          {t("noticeSettings.address", { address: email })}
        </p>
        <button
          type="button"
          onClick={run}
          // `disabled` would lose the focus.
          aria-disabled={pending}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          {pending ? <Spinner /> : null}
          {t("noticeSettings.test")}
        </button>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {result?.ok ? (
          <Alert tone="success">{t("noticeSettings.tested", { address: result.data.email })}</Alert>
        ) : null}
        {result && !result.ok ? (
          <FailureAlert failure={result} title={t("noticeSettings.notTested")} />
        ) : null}
      </div>
    </div>
  );
}
