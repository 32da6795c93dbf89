"use client";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, useState } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useFocusOnResult } from "@/components/ui/hooks/use-focus-on-result";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

export type StartPasskey = (
  input: unknown,
) => Promise<Result<PublicKeyCredentialCreationOptionsJSON>>;
export type ChangePasskey = (input: unknown) => Promise<Result<null>>;

interface AddPasskeyProps {
  start: StartPasskey;
  add: ChangePasskey;
}

/** Lets the browser create a passkey, and stores it. */
export function AddPasskey({ start, add }: AddPasskeyProps) {
  const t = useTexts();
  const startProved = useProved(start);
  const addProved = useProved(add);
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<Result<null> | null>(null);
  const ref = useFocusOnResult(result);
  const failure: Failure | null = result && !result.ok ? result : null;

  async function make(name: string): Promise<Result<null>> {
    const options = await startProved({});
    if (!options.ok) return options;
    const { startRegistration } = await import("@simplewebauthn/browser");
    const answer = await startRegistration({ optionsJSON: options.data }).catch(() => null);
    if (answer) return addProved({ name, answer });
    return { ok: false, code: "invalid", message: t("passkeys.deviceRefused"), fieldErrors: {} };
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name")).trim();
    if (name === "") {
      const fieldErrors = { name: t("passkeys.nameMissing") };
      return setResult({ ok: false, code: "invalid", message: "", fieldErrors });
    }
    setPending(true);
    setResult(null);
    const answer = await make(name);
    setPending(false);
    setResult(answer);
    if (answer.ok) form.reset();
  }

  const error = failure?.fieldErrors.name;
  return (
    <form
      ref={ref}
      noValidate
      method="post"
      onSubmit={submit}
      className="grid max-w-md gap-4 px-4 py-4"
    >
      <Field
        id="passkey-name"
        label={t("passkeys.name")}
        help={t("passkeys.nameHelp")}
        error={error}
      >
        {(control) => <Input {...control} name="name" maxLength={60} required autoComplete="off" />}
      </Field>
      <div aria-live="polite" className="empty:hidden">
        {failure && !error ? (
          <FailureAlert failure={failure} title={t("passkeys.notAdded")} keepsText />
        ) : null}
        {result?.ok ? <Alert tone="success" title={t("passkeys.added")} /> : null}
      </div>
      <Button type="submit" variant="secondary" className="justify-self-start" disabled={pending}>
        {pending ? <Spinner /> : null}
        {pending ? t("passkeys.adding") : t("passkeys.add")}
      </Button>
    </form>
  );
}
