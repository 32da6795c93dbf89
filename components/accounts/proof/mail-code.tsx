"use client";

import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { CodeField } from "./code-field";

interface MailCodeProps {
  email: string;
  error: string | undefined;
  sendCode: (input: unknown) => Promise<Result<null>>;
  onSent: () => void;
}

/** For people who have neither a password nor an app nor a passkey. */
export function MailCode({ email, error, sendCode, onSent }: MailCodeProps) {
  const t = useTexts();
  // No transition, as in the form around it.
  const [pending, setPending] = useState(false);
  const [sent, setSent] = useState<Result<null> | null>(null);

  async function send() {
    if (pending) return;
    setPending(true);
    const result = await actionResult(t, sendCode({}));
    setPending(false);
    setSent(result);
    if (result.ok) onSent();
  }

  return (
    <div className="grid gap-4">
      <p className="text-pretty">{t("proof.mailHelp", { email })}</p>
      <div>
        {/* A disabled button would lose the focus. */}
        <Button variant="secondary" autoFocus aria-disabled={pending} onClick={send}>
          {sent?.ok ? t("proof.sendAnother") : t("proof.sendCode")}
        </Button>
      </div>
      <div aria-live="polite" className="empty:absolute">
        {sent && !sent.ok ? <FailureAlert failure={sent} title={t("proof.notSent")} /> : null}
      </div>
      {sent?.ok ? <CodeField error={error} help={t("proof.mailSent")} /> : null}
    </div>
  );
}
