"use client";

import Link from "next/link";
import { type FormEvent, useEffect, useId, useRef, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import type { RenewedSecret } from "@/lib/notifications/webhooks/types";
import type { Result } from "@/lib/result";
import { webhookUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { chosenKinds, KindsFields } from "./kinds-fields";
import { NewSecret } from "./new-secret";

/** A server action; it refreshes the page itself. */
export type AddWebhook = (input: unknown) => Promise<Result<RenewedSecret>>;

interface AddWebhookFormProps {
  organizationId: string;
  add: AddWebhook;
}

export function AddWebhookForm({ organizationId, add }: AddWebhookFormProps) {
  const t = useTexts();
  const id = useId();
  const isHydrated = useHydrated();
  const act = useProved(add);
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<RenewedSecret> | null>(null);
  /** Empties the form, whose events are state. */
  const [round, setRound] = useState(0);
  const address = useRef<HTMLInputElement>(null);
  const errors = result && !result.ok ? result.fieldErrors : {};

  useEffect(() => {
    if (result && !result.ok && result.fieldErrors.url) address.current?.focus();
  }, [result]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    setResult(null);
    startTransition(async () => {
      const input = { organizationId, url: form.get("url"), kinds: chosenKinds(form) };
      const answer = await act(input);
      setResult(answer);
      if (answer.ok) setRound((count) => count + 1);
    });
  }

  return (
    <form key={round} onSubmit={submit} noValidate className="grid gap-4 px-4 py-4">
      <div aria-live="polite" className="empty:absolute">
        {result?.ok ? (
          <NewSecret secret={result.data.secret} title={t("webhooks.added")}>
            <Link href={webhookUrl(result.data.webhookId)} prefetch={false} className="text-link">
              {t("webhooks.open")}
            </Link>
          </NewSecret>
        ) : null}
        {result && !result.ok && !errors.url && !errors.kinds ? (
          <FailureAlert failure={result} title={t("webhooks.notAdded")} keepsText />
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
