"use client";

import { type FormEvent, useState } from "react";

import { AccountField } from "@/components/accounts/links/account-field";
import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useFocusOnResult } from "@/components/ui/hooks/use-focus-on-result";
import { Panel } from "@/components/ui/panel";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

export type ChangePassword = (input: unknown) => Promise<Result<{ endedSessions: number }>>;

interface PasswordSectionProps {
  hasPassword: boolean;
  change: ChangePassword;
}

/** Sets or changes the viewer's password. */
export function PasswordSection({ hasPassword, change }: PasswordSectionProps) {
  const t = useTexts();
  const changeProved = useProved(change);
  const [result, setResult] = useState<Awaited<ReturnType<ChangePassword>> | null>(null);
  const [pending, setPending] = useState(false);
  const ref = useFocusOnResult(result);
  const failure = result && !result.ok ? result : null;
  const fields = hasPassword
    ? (["currentPassword", "newPassword"] as const)
    : (["newPassword"] as const);
  const isInFields = fields.some((field) => failure?.fieldErrors[field]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(new FormData(form));
    if (hasPassword && !given.currentPassword) {
      const fieldErrors = { currentPassword: t("passwords.errors.currentMissing") };
      return setResult({ ok: false, code: "invalid", message: "", fieldErrors });
    }
    setPending(true);
    setResult(null);
    const answer = await changeProved({ currentPassword: "", ...given });
    setPending(false);
    setResult(answer);
    if (answer.ok) form.reset();
  }

  return (
    <Panel title={t("passwords.title")}>
      <form
        noValidate
        ref={ref}
        method="post"
        onSubmit={submit}
        className="grid max-w-md gap-4 px-4 py-4"
      >
        <p className="text-muted-foreground">
          {t(hasPassword ? "passwords.change" : "passwords.set")}
        </p>
        {fields.map((field) => (
          <AccountField key={field} name={field} error={failure?.fieldErrors[field]} />
        ))}
        <div aria-live="polite" className="empty:hidden">
          {failure && !isInFields ? (
            <FailureAlert failure={failure} title={t("passwords.notChanged")} />
          ) : null}
          {result?.ok ? (
            <Alert tone="success" title={t("passwords.changed")}>
              {t("passwords.endedSessions", { count: result.data.endedSessions })}
            </Alert>
          ) : null}
        </div>
        <div>
          <Button type="submit" variant="secondary" disabled={pending}>
            {t(hasPassword ? "passwords.changeSubmit" : "passwords.setSubmit")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
