"use client";

import { AccountField } from "@/components/accounts/links/account-field";
import { useProvedForm } from "@/components/accounts/proof/use-proved-form";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
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
  const { form, pending, failure, done } = useProvedForm(change, ({ currentPassword }) => {
    const errors: Record<string, string> = {};
    if (hasPassword && !currentPassword)
      errors.currentPassword = t("passwords.errors.currentMissing");
    return errors;
  });
  const fields = hasPassword
    ? (["currentPassword", "newPassword"] as const)
    : (["newPassword"] as const);
  const isInFields = fields.some((field) => failure?.fieldErrors[field]);

  return (
    <Panel title={t("passwords.title")}>
      <form noValidate {...form} method="post" className="grid max-w-md gap-4 px-4 py-4">
        <p className="text-muted-foreground">
          {t(hasPassword ? "passwords.change" : "passwords.set")}
        </p>
        {hasPassword ? null : <input type="hidden" name="currentPassword" value="" />}
        {fields.map((field) => (
          <AccountField key={field} name={field} error={failure?.fieldErrors[field]} />
        ))}
        <div aria-live="polite" className="empty:hidden">
          {failure && !isInFields ? (
            <FailureAlert failure={failure} title={t("passwords.notChanged")} />
          ) : null}
          {done ? (
            <Alert tone="success" title={t("passwords.changed")}>
              {t("passwords.endedSessions", { count: done.endedSessions })}
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
