"use client";

import { useActionState, useEffect, useRef } from "react";

import { openSignedIn } from "@/components/auth/signed-in";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/password-input";
import { Spinner } from "@/components/ui/spinner";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { useTexts } from "#texts";

export interface LinkIdentityFormProps {
  email: string;
  /** The page to open afterwards. */
  next: string;
  link: VisitorForm;
}

export function LinkIdentityForm({ email, next, link }: LinkIdentityFormProps) {
  const t = useTexts();
  const [result, submit, isPending] = useActionState(link, null);
  const failure = result && !result.ok ? result : null;
  const wrong = failure?.fieldErrors.password;
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // The button that had the focus is disabled meanwhile.
    if (result && !result.ok) password.current?.focus();
    if (result?.ok) openSignedIn(result.data.next);
  }, [result]);

  return (
    <form noValidate action={submit} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="email" autoComplete="username" value={email} />
      {failure && !wrong ? (
        <FailureAlert failure={failure} title={t("identities.link.failed")} />
      ) : null}
      <Field id="password" label={t("identities.link.password")} error={wrong}>
        {(control) => (
          <PasswordInput
            {...control}
            ref={password}
            name="password"
            autoComplete="current-password"
            required
            autoFocus
          />
        )}
      </Field>
      <Button type="submit" width="full" disabled={isPending || result?.ok}>
        {isPending || result?.ok ? <Spinner /> : null}
        {t(isPending || result?.ok ? "identities.link.submitting" : "identities.link.submit")}
      </Button>
    </form>
  );
}
