"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";

import { rememberTimeZone } from "@/components/shell/time-zone";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { forgetLists } from "@/components/ui/navigation/list-memory";
import { Spinner } from "@/components/ui/spinner";

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "Wrong email or password. Please try again.",
  busy: "The portal is busy at the moment. Try again in a few seconds.",
  throttled: "There were too many attempts to sign in. Wait a quarter of an hour, then try again.",
};
const OTHER = "Signing in did not work, and the reason is on our side. Try again in a moment.";

/** The browser's time zone and language, stored with the account at the first sign-in. */
function browserLocale() {
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: navigator.language,
  };
}

interface LoginFormProps {
  /** The local path to go to after signing in. */
  next: string;
  /** Error code of a sign-in without JavaScript. */
  error: string | undefined;
}

/** Signs in. Before hydration and without JavaScript, the plain form does the same. */
export function LoginForm({ next, error }: LoginFormProps) {
  const password = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(error ? (MESSAGES[error] ?? OTHER) : null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const result = await signIn("credentials", {
      redirect: false,
      email: String(form.get("email")),
      password: String(form.get("password")),
      ...browserLocale(),
    }).catch(() => ({ error: "unreachable" }));
    if (!result?.error) {
      forgetLists();
      rememberTimeZone();
      // A full page load discards what was rendered for another person.
      window.location.assign(next);
      return;
    }
    setPending(false);
    setProblem(MESSAGES[result.error] ?? OTHER);
    password.current?.select();
  }

  return (
    <form method="post" action="/api/sign-in" onSubmit={submit} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      <div aria-live="assertive" className="empty:absolute">
        {problem ? <Alert tone="danger">{problem}</Alert> : null}
      </div>
      <Field id="email" label="Email">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
          />
        )}
      </Field>
      <Field id="password" label="Password">
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
        {pending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
