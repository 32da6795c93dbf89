"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";

import { keepConnectedText } from "@/components/connections/connected-text";
import { CredentialField } from "@/components/connections/credential-field";
import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import type { ConnectableProvider } from "@/lib/connections/types";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

export type Connect = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface ConnectFormProps {
  providers: ConnectableProvider[];
  /** Organizations that the viewer manages; offered if there are several. */
  organizations: Array<{ id: string; name: string }>;
  /** Of the accounts that are connected. */
  labels: readonly string[];
  connect: Connect;
  next: Route;
}

const FIELDS = ["organizationId", "provider", "label", "credential"];

/** The provider's name, with a number if that is taken. */
function freeLabel(name: string, taken: readonly string[]): string {
  const numbered = (number: number): string => {
    const label = number === 1 ? name : `${name} ${number}`;
    return taken.includes(label) ? numbered(number + 1) : label;
  };
  return numbered(1);
}

/** Connects a provider account; the key is tested before it is stored. */
export function ConnectForm(props: ConnectFormProps) {
  const { providers, organizations, labels, connect, next } = props;
  const t = useTexts();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [providerId, setProviderId] = useState(providers[0]?.id ?? "");
  const [pending, startTransition] = useTransition();
  const isHydrated = useHydrated();
  const [failure, setFailure] = useState<Failure | null>(null);
  const provider = providers.find((each) => each.id === providerId);
  const errors = failure?.fieldErrors ?? {};
  const suggested = freeLabel(provider?.name ?? "", labels);

  function choose(id: string) {
    setProviderId(id);
    const label = form.current?.querySelector<HTMLInputElement>("[name=label]");
    const chosen = providers.find((each) => each.id === id);
    if (label?.value === suggested) label.value = freeLabel(chosen?.name ?? "", labels);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(event.currentTarget));
    setFailure(null);
    startTransition(async () => {
      const result = await actionResult(t, connect(input));
      if (result.ok) {
        // The steps of a new person say it themselves.
        if (next === "/connections")
          keepConnectedText(
            t("connectionForms.connected", {
              account: String(input.label).trim(),
              provider: provider?.name ?? "",
            }),
          );
        return router.push(next);
      }
      setFailure(result);
      const wrong = FIELDS.find((name) => result.fieldErrors[name]);
      if (wrong)
        requestAnimationFrame(() =>
          form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus(),
        );
    });
  }

  return (
    <form
      ref={form}
      method="post"
      onSubmit={submit}
      noValidate
      autoComplete="off"
      aria-label={t("connectionForms.connectAccount")}
      className="grid gap-5"
    >
      <div aria-live="polite" className="empty:absolute">
        {failure && !FIELDS.some((name) => errors[name]) ? (
          <FailureAlert
            failure={failure}
            title={t("connectionForms.notConnected")}
            keepsText
            providerName={provider?.name}
          />
        ) : null}
      </div>
      {organizations.length > 1 ? (
        <Field
          id="organization"
          label={t("connectionForms.organization")}
          error={errors.organizationId}
        >
          {(control) => (
            <Select {...control} name="organizationId">
              {organizations.map((organization) => (
                <option key={organization.id} value={organization.id}>
                  {organization.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <Field id="provider" label={t("connectionForms.provider")} error={errors.provider}>
        {(control) => (
          <Select
            {...control}
            name="provider"
            value={providerId}
            onChange={(event) => choose(event.target.value)}
          >
            {providers.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        id="label"
        label={t("connectionForms.label")}
        error={errors.label}
        help={t("connectionForms.labelHelp")}
      >
        {(control) => (
          <Input
            {...control}
            name="label"
            defaultValue={suggested}
            maxLength={80}
            required
            autoComplete="off"
          />
        )}
      </Field>
      {provider ? (
        <CredentialField
          key={provider.id}
          label={provider.credentialLabel}
          help={provider.credentialHelp}
          keysUrl={provider.keysUrl}
          failure={failure}
          providerName={provider.name}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-4 border-t pt-5">
        <Button type="submit" disabled={pending || !isHydrated}>
          {pending ? <Spinner /> : null}
          {pending ? t("connectionForms.testing") : t("connectionForms.connect")}
        </Button>
        <p className="text-[0.8125rem] text-muted-foreground">{t("connectionForms.keyHelp")}</p>
      </div>
    </form>
  );
}
