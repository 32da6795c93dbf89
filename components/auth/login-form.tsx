"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";

import { rememberTimeZone } from "@/components/shell/time-zone";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/password-input";
import { Spinner } from "@/components/ui/spinner";
import { type MessageKey, renderMessage } from "@/lib/i18n/message";
import { useLanguage, useTexts } from "#texts";

import { AddressInput } from "./address-input";
import { ISSUER_PROBLEMS } from "./issuer/issuer-problems";
import { forgetAddress } from "./remembered-address";
import { openSignedIn } from "./signed-in";
import { withFragment } from "./with-fragment";

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  ...ISSUER_PROBLEMS,
  CredentialsSignin: "signIn.wrong",
  busy: "signIn.busy",
  throttled: "signIn.throttled",
  account_disabled: "signIn.accountDisabled",
  invalid: "mailSignIn.addressNeeded",
};

const problemOf = (error: string): MessageKey => PROBLEMS[error] ?? "signIn.failed";

type Missing = Partial<
  Record<
    "email" | "password",
    "signIn.emailMissing" | "mailSignIn.addressNeeded" | "signIn.passwordMissing"
  >
>;

/** The fields that are still empty. A link needs no password. */
function missingIn(form: FormData, asksForLink: boolean): Missing {
  const missing: Missing = {};
  if (!form.get("email"))
    missing.email = asksForLink ? "mailSignIn.addressNeeded" : "signIn.emailMissing";
  if (!asksForLink && !form.get("password")) missing.password = "signIn.passwordMissing";
  return missing;
}

function focusFirst(form: HTMLFormElement, missing: Missing): void {
  const [first] = Object.keys(missing);
  form.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus();
}

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
  const language = useLanguage();
  // Switching the language keeps this form.
  const [firstLanguage] = useState(language);
  const password = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState<Missing>({});
  const [problem, setProblem] = useState(error ? problemOf(error) : null);

  const target = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (target.current) target.current.value = withFragment(next);
    const form = new FormData(event.currentTarget);
    // Asking for a link leads to another page.
    const asksForLink = submitter?.hasAttribute("formaction") ?? false;
    const empty = missingIn(form, asksForLink);
    const isComplete = Object.keys(empty).length === 0;
    // Sent with every way of signing in, as emails to the person use it.
    rememberTimeZone();
    if (asksForLink && isComplete) return;
    event.preventDefault();
    setMissing(empty);
    setProblem(null);
    if (!isComplete) return focusFirst(event.currentTarget, empty);
    setPending(true);
    const result = await signIn("credentials", {
      redirect: false,
      // By default the page's own address, whose `error` would be taken for that of this sign-in.
      callbackUrl: "/",
      email: String(form.get("email")),
      password: String(form.get("password")),
      language,
      isLanguageChosen: String(language !== firstLanguage),
    }).catch(() => ({ error: "unreachable" }));
    if (!result?.error) {
      forgetAddress();
      return openSignedIn(withFragment(next));
    }
    setPending(false);
    setProblem(problemOf(result.error));
    password.current?.select();
  }

  return (
    <form
      id={id}
      method="post"
      action="/api/sign-in"
      onSubmit={submit}
      onInput={() => setMissing({})}
      noValidate
      className="grid gap-4"
    >
      <input ref={target} type="hidden" name="next" defaultValue={next} />
      <input type="hidden" name="language" value={language} />
      <div aria-live="assertive" className="empty:absolute">
        {problem ? <Alert tone="danger">{renderMessage(t, { key: problem })}</Alert> : null}
      </div>
      <Field id="email" label={t("signIn.email")} error={missing.email && t(missing.email)}>
        {(control) => (
          <AddressInput
            {...control}
            defaultValue={email}
            autoComplete="username webauthn"
            autoFocus
          />
        )}
      </Field>
      <Field
        id="password"
        label={t("signIn.password")}
        error={missing.password && t(missing.password)}
      >
        {(control) => (
          <PasswordInput
            {...control}
            ref={password}
            name="password"
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
