"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import { useLocale } from "use-intl";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Spinner } from "@/components/ui/spinner";
import { type MessageKey, renderMessage } from "@/lib/i18n/message";
import { useTexts } from "#texts";

import { ISSUER_PROBLEMS } from "./issuer/issuer-problems";
import { openSignedIn } from "./signed-in";
import { withFragment } from "./with-fragment";

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  ...ISSUER_PROBLEMS,
  CredentialsSignin: "signIn.wrong",
  busy: "signIn.busy",
  throttled: "signIn.throttled",
  invalid: "mailSignIn.addressNeeded",
};

const problemOf = (error: string): MessageKey => PROBLEMS[error] ?? "signIn.failed";

interface LoginFormProps {
  id: string;
  /** The local path to go to after signing in. */
  next: string;
  /** Error code of a sign-in without JavaScript, or at an issuer. */
  error: string | undefined;
  email: string | undefined;
}

/** Signs in. Before hydration and without JavaScript, the plain form does the same. */
export function LoginForm({ id, next, error, email }: LoginFormProps) {
  const t = useTexts();
  const language = useLocale();
  // Switching the language keeps this form.
  const [firstLanguage] = useState(language);
  const password = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState(error ? problemOf(error) : null);

  const target = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (target.current) target.current.value = withFragment(next);
    // Asking for a link leads to another page.
    if (submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const result = await signIn("credentials", {
      redirect: false,
      // By default the page's own address, whose `error` would be taken for that of this sign-in.
      callbackUrl: "/",
      email: String(form.get("email")),
      password: String(form.get("password")),
      language,
      isLanguageChosen: String(language !== firstLanguage),
    }).catch(() => ({ error: "unreachable" }));
    if (!result?.error) return openSignedIn(withFragment(next));
    setPending(false);
    setProblem(problemOf(result.error));
    password.current?.select();
  }

  return (
    <form id={id} method="post" action="/api/sign-in" onSubmit={submit} className="grid gap-4">
      <input ref={target} type="hidden" name="next" defaultValue={next} />
      <input type="hidden" name="language" value={language} />
      <div aria-live="assertive" className="empty:absolute">
        {problem ? <Alert tone="danger">{renderMessage(t, { key: problem })}</Alert> : null}
      </div>
      <Field id="email" label={t("signIn.email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            defaultValue={email}
            type="email"
            inputMode="email"
            autoComplete="username webauthn"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
          />
        )}
      </Field>
      <Field id="password" label={t("signIn.password")}>
        {(control) => (
          <Input
            {...control}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" width="full" disabled={pending}>
        {pending ? <Spinner /> : null}
        {t(pending ? "signIn.submitting" : "signIn.submit")}
      </Button>
    </form>
  );
}
