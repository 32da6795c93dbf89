"use client";

import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, useRef, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import type { SentTexts } from "@/components/i18n/texts-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/password-input";
import { Spinner } from "@/components/ui/spinner";
import type { ProofChoice } from "@/lib/accounts/proof/proof-methods";
import { renderMessage } from "@/lib/i18n/message";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { CodeField } from "./code-field";
import { MailCode } from "./mail-code";
import { answerOfPasskey } from "./passkey-answer";
import { type Method, proofMethodsOf, USE_INSTEAD } from "./proof-methods";

/** The methods and actions that the dialog offers. */
export interface ProofOffer {
  choice: ProofChoice;
  texts: SentTexts;
}

/** Server actions, bound to the viewer. */
export interface ProofActions {
  choice: (input: unknown) => Promise<Result<ProofOffer>>;
  prove: (input: unknown) => Promise<Result<null>>;
  askForPasskey: (input: unknown) => Promise<Result<PublicKeyCredentialRequestOptionsJSON>>;
  sendCode: (input: unknown) => Promise<Result<null>>;
}

interface ProofFormProps {
  choice: ProofChoice;
  actions: ProofActions;
  onAnswer: (isProved: boolean) => void;
}

/** As in lib/auth/permissions.ts. */
const MINUTES = 10;

export function ProofForm({ choice, actions, onAnswer }: ProofFormProps) {
  const t = useTexts();
  const [method, setMethod] = useState<Method>(proofMethodsOf(choice)[0]);
  // A transition would stay pending as long as that of the action that asked.
  const [pending, setPending] = useState(false);
  const [isMailSent, setIsMailSent] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);

  async function prove(given: Record<string, unknown>): Promise<Result<null>> {
    if (method !== "passkey") return actionResult(t, actions.prove({ ...given, method }));
    const asked = await actionResult(t, actions.askForPasskey({}));
    if (!asked.ok) return asked;
    const answer = await answerOfPasskey(asked.data);
    if (answer) return actionResult(t, actions.prove({ method, answer }));
    return { ok: false, code: "invalid", message: t("proof.noPasskey"), fieldErrors: {} };
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    setFailure(null);
    setPending(true);
    const result = await prove(given);
    if (result.ok) return onAnswer(true);
    setPending(false);
    setFailure(result);
    form.current?.querySelector<HTMLInputElement>("input")?.select();
  }

  function choose(next: Method) {
    setFailure(null);
    setIsMailSent(false);
    setMethod(next);
  }

  if (method === "mail_code" && choice.mailTo === null)
    return <p className="text-pretty">{t("proof.nothing")}</p>;
  const error = failure?.fieldErrors[method === "password" ? "password" : "code"];
  const others = proofMethodsOf(choice).filter((other) => other !== method);
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <p className="text-pretty text-muted-foreground">{t("proof.why", { minutes: MINUTES })}</p>
      <div aria-live="assertive" className="empty:absolute">
        {failure && !error ? (
          <FailureAlert failure={failure} title={t("proof.notConfirmed")} />
        ) : null}
      </div>
      {method === "password" ? (
        <Field id="proof-password" label={t("proof.password")} error={error}>
          {(control) => (
            <PasswordInput {...control} name="password" autoComplete="current-password" autoFocus />
          )}
        </Field>
      ) : null}
      {method === "code" ? <CodeField error={error} help={t("proof.codeHelp")} /> : null}
      {method === "mail_code" ? (
        <MailCode
          email={choice.mailTo ?? ""}
          error={error}
          sendCode={actions.sendCode}
          onSent={() => setIsMailSent(true)}
        />
      ) : null}
      {method === "passkey" ? <p className="text-pretty">{t("proof.passkeyHelp")}</p> : null}
      {others.length > 0 ? (
        <div className="-mx-3 flex flex-wrap gap-1">
          {others.map((other) => (
            <Button key={other} variant="ghost" size="small" onClick={() => choose(other)}>
              {renderMessage(t, { key: USE_INSTEAD[other] })}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button variant="ghost" onClick={() => onAnswer(false)}>
          {t("common.cancel")}
        </Button>
        {method === "mail_code" && !isMailSent ? null : (
          // With the key, it takes the focus of the button that chose the passkey.
          <Button key={method} type="submit" autoFocus={method === "passkey"} disabled={pending}>
            {pending ? <Spinner /> : null}
            {pending ? t("proof.confirming") : t("proof.confirm")}
          </Button>
        )}
      </div>
    </form>
  );
}
