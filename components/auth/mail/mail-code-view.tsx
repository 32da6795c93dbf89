"use client";

import Link from "next/link";

import { AuthPage } from "@/components/auth/auth-page";
import { prepareSignIn } from "@/components/auth/signed-in";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { MarkedText } from "@/components/ui/text/marked-text";
import { message, type MessageKey, renderMessage } from "@/lib/i18n/message";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  code: "mailSignIn.wrongCode",
  throttled: "mailSignIn.tooManyCodes",
  busy: "signIn.busy",
};

interface MailCodeViewProps {
  email: string;
  /** The request still takes a code. */
  isOpen: boolean;
  error: string | undefined;
  next: string | undefined;
}

/** After asking for a link: takes the code of the same message, without JavaScript too. */
export function MailCodeView({ email, isOpen, error, next }: MailCodeViewProps) {
  const t = useTexts();
  const problem = error ? (PROBLEMS[error] ?? "signIn.failed") : null;
  if (!isOpen) {
    return (
      <AuthPage title={t("mailSignIn.title")}>
        <Alert tone="danger">{t("mailSignIn.requestEnded")}</Alert>
        <Link href={loginUrl({ next })} className={buttonVariants({ width: "full" })}>
          {t("mailSignIn.askAgain")}
        </Link>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t("mailSignIn.checkMail")}>
      <p className="text-pretty text-muted-foreground">
        <MarkedText
          text={renderMessage(t, message("mailSignIn.sent", { email: { words: email } }))}
        />
      </p>
      {problem ? <Alert tone="danger">{renderMessage(t, { key: problem })}</Alert> : null}
      <form
        method="post"
        action="/api/sign-in/code"
        onSubmit={prepareSignIn}
        className="grid gap-4"
      >
        <Field id="code" label={t("mailSignIn.code")} help={t("mailSignIn.codeHelp")}>
          {(control) => (
            <Input
              {...control}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\s*(\d\s*){6}"
              maxLength={20}
              required
              autoFocus
            />
          )}
        </Field>
        <Button type="submit" width="full">
          {t("mailSignIn.verify")}
        </Button>
      </form>
      <Link href={loginUrl({ next })} className={buttonVariants({ variant: "ghost" })}>
        {t("mailSignIn.back")}
      </Link>
    </AuthPage>
  );
}
