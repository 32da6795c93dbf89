"use client";

import { signIn } from "next-auth/react";
import { useRef, useState, type FormEvent } from "react";
import { forgetLists } from "@/components/shell/list-memory";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { useHydrated } from "@/components/ui/use-hydrated";

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "This e-mail address and password do not belong together. Check both and try again.",
  busy: "The portal is busy at the moment. Try again in a few seconds.",
  throttled: "There were too many attempts to sign in. Wait a quarter of an hour, then try again.",
};
const OTHER = "Signing in did not work, and the reason is on our side. Try again in a moment.";

/** What the browser knows of the person's clock and language; kept with the account the first time. */
function surroundings() {
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: navigator.language };
}

/** Signs in and goes on to `next`, a path of this site. */
export function LoginForm({ next }: { next: string }) {
  const password = useRef<HTMLInputElement>(null);
  const isHydrated = useHydrated();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const result = await signIn("credentials", {
      redirect: false,
      email: String(form.get("email")),
      password: String(form.get("password")),
      ...surroundings(),
    }).catch(() => ({ error: "unreachable" }));
    if (!result?.error) {
      forgetLists();
      // A whole page load: nothing that was rendered for somebody else is kept.
      window.location.assign(next);
      return;
    }
    setPending(false);
    setProblem(MESSAGES[result.error] ?? OTHER);
    password.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      <div aria-live="assertive" className="empty:absolute">{problem ? <Alert tone="danger">{problem}</Alert> : null}</div>
      <Field id="email" label="Email">
        {(control) => <Input {...control} name="email" type="email" inputMode="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />}
      </Field>
      <Field id="password" label="Password">
        {(control) => <Input {...control} ref={password} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      <Button type="submit" width="full" disabled={pending || !isHydrated}>
        {pending ? <Spinner /> : null}
        {pending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
