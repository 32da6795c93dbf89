import { AuthPage } from "@/components/auth/auth-page";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import { message, type MessageKey, renderMessage } from "@/lib/i18n/message";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { MailCodeForm } from "./mail-code-form";
import { SendAgain } from "./send-again";

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  code: "mailSignIn.wrongCode",
  throttled: "mailSignIn.tooManyCodes",
  many_mails: "mailSignIn.manyMails",
  busy: "signIn.busy",
};

interface MailCodeViewProps {
  email: string;
  /** The request still takes a code. */
  isOpen: boolean;
  /** The time of day when the code ends. */
  until: string;
  error: string | undefined;
  /** Another email was sent just now. */
  isSentAgain: boolean;
  next: string | undefined;
}

/** The page after asking for a link. Takes the code from the same email, without JavaScript too. */
export function MailCodeView(props: MailCodeViewProps) {
  const { email, isOpen, until, error, isSentAgain, next } = props;
  const t = useTexts();
  const problem = error ? (PROBLEMS[error] ?? "signIn.failed") : null;
  const again = { email, next };
  const back = (
    <Link href={loginUrl({ next })} className={buttonVariants({ variant: "ghost" })}>
      {t("mailSignIn.back")}
    </Link>
  );
  if (!isOpen) {
    return (
      <AuthPage title={t("mailSignIn.title")}>
        <Alert tone="danger">
          {t(error === "many_mails" ? "mailSignIn.manyMails" : "mailSignIn.requestEnded")}
        </Alert>
        <SendAgain {...again} label={t("mailSignIn.askAgain")} variant="primary" />
        {back}
      </AuthPage>
    );
  }
  const sent = message("mailSignIn.sent", { email: { words: email }, time: until });
  return (
    <AuthPage title={t("mailSignIn.checkMail")}>
      <p className="text-pretty text-muted-foreground">
        <MarkedText text={renderMessage(t, sent)} />
      </p>
      {problem ? <Alert tone="danger">{renderMessage(t, { key: problem })}</Alert> : null}
      {isSentAgain && !problem ? <Alert tone="success">{t("mailSignIn.sentAgain")}</Alert> : null}
      <MailCodeForm />
      <SendAgain {...again} label={t("mailSignIn.sendAgain")} variant="secondary" />
      {back}
    </AuthPage>
  );
}
