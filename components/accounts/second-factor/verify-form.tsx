"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";

import { CodeField } from "@/components/accounts/proof/code-field";
import { openSignedIn } from "@/components/auth/signed-in";
import { withFragment } from "@/components/auth/with-fragment";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { useTexts } from "#texts";

interface VerifyFormProps {
  /** Gets `code`, `next` and the hidden fields of `children`. */
  action: VisitorForm;
  next: string;
  help?: string;
  children?: ReactNode;
}

/** Asks for a code and opens the next page. Works before hydration. */
export function VerifyForm({ action, next, help, children }: VerifyFormProps) {
  const t = useTexts();
  const [result, submit, pending] = useActionState(action, null);
  const nextPage = result?.ok ? result.data.next : null;

  useEffect(() => {
    if (nextPage) openSignedIn(withFragment(nextPage));
  }, [nextPage]);

  const failure = result && !result.ok ? result : null;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLInputElement>("input[name=code]")?.focus();
  }, [failure]);

  const error = failure?.fieldErrors.code;
  const isBusy = pending || nextPage !== null;
  return (
    <form noValidate ref={form} action={submit} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      {children}
      <div aria-live="assertive" className="empty:absolute">
        {failure && !error ? (
          <FailureAlert failure={failure} title={t("secondFactor.notVerified")} />
        ) : null}
      </div>
      <CodeField error={error} help={help} />
      <Button type="submit" width="full" disabled={isBusy}>
        {isBusy ? <Spinner /> : null}
        {isBusy ? t("secondFactor.verifying") : t("secondFactor.verify")}
      </Button>
    </form>
  );
}
