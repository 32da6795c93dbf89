"use client";

import { type FormEvent, useActionState, useState } from "react";

import { openSignedIn, prepareSignIn } from "@/components/auth/signed-in";
import { actionResult } from "@/components/feedback/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useFocusOnResult } from "@/components/ui/hooks/use-focus-on-result";
import { Spinner } from "@/components/ui/spinner";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { useTexts } from "#texts";

import { AccountField, type AccountFieldName } from "./account-field";

interface AccountFormProps {
  action: VisitorForm;
  /** Of the link that led here. */
  token?: string;
  fields: readonly AccountFieldName[];
  submit: string;
  /** The address that a password is for, which password managers store with it. */
  username?: string;
  /** The address to fill in. */
  email?: string;
}

/** A form for people who are not signed in. Works before hydration. */
export function AccountForm({ action, token, fields, submit, username, email }: AccountFormProps) {
  const t = useTexts();
  const [answered, dispatch] = useActionState(action, null);
  const [result, setResult] = useState(answered);
  const [pending, setPending] = useState(false);
  const form = useFocusOnResult(result);
  const failure = result && !result.ok ? result : null;
  const shown = fields.filter((field) => failure?.fieldErrors[field]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setPending(true);
    prepareSignIn();
    const answer = await actionResult(t, action(null, given));
    setResult(answer);
    if (!answer.ok) return setPending(false);
    openSignedIn(answer.data.next);
  }

  return (
    <form ref={form} action={dispatch} onSubmit={send} noValidate className="grid gap-4">
      {token === undefined ? null : <input type="hidden" name="token" value={token} />}
      {username === undefined ? null : (
        <input type="hidden" autoComplete="username" value={username} readOnly />
      )}
      <div aria-live="assertive" className="empty:absolute">
        {failure && shown.length === 0 ? <Alert tone="danger">{failure.message}</Alert> : null}
      </div>
      {fields.map((field) => (
        <AccountField
          key={field}
          name={field}
          error={failure?.fieldErrors[field]}
          value={field === "email" ? email : undefined}
        />
      ))}
      <Button type="submit" width="full" disabled={pending}>
        {pending ? <Spinner /> : null}
        {pending ? t("passwords.working") : submit}
      </Button>
    </form>
  );
}
