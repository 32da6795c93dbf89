"use client";

import { useProvedForm } from "@/components/accounts/proof/use-proved-form";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Panel } from "@/components/ui/panel";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

export type ChangeAddress = (input: unknown) => Promise<Result<{ email: string }>>;

interface AddressSectionProps {
  email: string;
  /** The link that confirms a new address goes by email. */
  sendsMail: boolean;
  change: ChangeAddress;
}

/** The address that the viewer signs in with. */
export function AddressSection({ email, sendsMail, change }: AddressSectionProps) {
  const t = useTexts();
  return (
    <Panel title={t("address.title")}>
      <div className="grid max-w-md gap-4 px-4 py-4">
        <p className="break-words text-muted-foreground">
          {t("address.current", { address: email })}
        </p>
        {sendsMail ? (
          <ChangeForm change={change} />
        ) : (
          <p className="text-pretty text-muted-foreground">{t("address.noMail")}</p>
        )}
      </div>
    </Panel>
  );
}

/** Asks for another address to sign in with, which an emailed link confirms. */
function ChangeForm({ change }: Pick<AddressSectionProps, "change">) {
  const t = useTexts();
  const { form, pending, failure, done } = useProvedForm(change);
  return (
    <form noValidate {...form} method="post" className="grid gap-4">
      <Field id="new-address" label={t("address.new")} error={failure?.fieldErrors.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        )}
      </Field>
      <div aria-live="polite" className="empty:hidden">
        {failure && !failure.fieldErrors.email ? (
          <FailureAlert failure={failure} title={t("address.notChanged")} />
        ) : null}
        {done ? <Alert tone="success">{t("address.sent", { address: done.email })}</Alert> : null}
      </div>
      <div>
        <Button type="submit" variant="secondary" disabled={pending}>
          {t("address.submit")}
        </Button>
      </div>
    </form>
  );
}
