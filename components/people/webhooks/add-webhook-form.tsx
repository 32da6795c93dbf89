"use client";

import { useEffect, useId, useRef } from "react";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import { Spinner } from "@/components/ui/spinner";
import type { RenewedSecret } from "@/lib/notifications/webhooks/types";
import type { Result } from "@/lib/result";
import { webhookUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { chosenKinds, KindsFields } from "./kinds-fields";
import { NewSecret } from "./new-secret";
import { useWebhookForm } from "./use-webhook-form";

/** A server action; it refreshes the page itself. */
export type AddWebhook = (input: unknown) => Promise<Result<RenewedSecret>>;

interface AddWebhookFormProps {
  organizationId: string;
  add: AddWebhook;
}

export function AddWebhookForm({ organizationId, add }: AddWebhookFormProps) {
  const t = useTexts();
  const id = useId();
  const { submit, pending, isHydrated, done, failure, times } = useWebhookForm(add, (form) => ({
    organizationId,
    url: form.get("url"),
    kinds: chosenKinds(form),
  }));
  const address = useRef<HTMLInputElement>(null);
  const errors = failure?.fieldErrors ?? {};

  useEffect(() => {
    if (failure?.fieldErrors.url) address.current?.focus();
  }, [failure]);

  return (
    <form key={times} onSubmit={submit} noValidate className="grid gap-4 px-4 py-4">
      <div aria-live="polite" className="empty:absolute">
        {done ? (
          <NewSecret secret={done.data.secret} title={t("webhooks.added")}>
            <Link href={webhookUrl(done.data.webhookId)} className="text-link">
              {t("webhooks.open")}
            </Link>
          </NewSecret>
        ) : null}
        {failure && !errors.url && !errors.kinds ? (
          <FailureAlert failure={failure} title={t("webhooks.notAdded")} keepsText />
        ) : null}
      </div>
      <Field
        id={`${id}-url`}
        label={t("webhooks.url")}
        help={t("webhooks.urlHelp")}
        error={errors.url}
      >
        {(control) => (
          <Input
            {...control}
            ref={address}
            name="url"
            type="url"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <KindsFields chosen={[]} error={errors.kinds} />
      <div>
        <Button type="submit" disabled={!isHydrated} aria-disabled={pending}>
          {pending ? <Spinner /> : null}
          {t(pending ? "webhooks.adding" : "webhooks.add")}
        </Button>
      </div>
    </form>
  );
}
