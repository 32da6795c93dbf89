import { Brand } from "@/components/shell/brand/brand";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/navigation/link";
import { askResetUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { IssuerButtons, type IssuerChoice } from "./issuer/issuer-buttons";
import { LoginForm } from "./login-form";
import { MailLinkButton } from "./mail/mail-link-button";
import { OtherWays } from "./other-ways";
import { PasskeyButton } from "./passkey/passkey-button";

const FORM_ID = "sign-in";

interface LoginViewProps {
  next: string;
  /** The browser's session is over, e.g. signed out on another device. */
  hasEnded: boolean;
  error: string | undefined;
  /** As it was typed before the error. */
  email: string | undefined;
  /** Offers a link by email. */
  sendsMail: boolean;
  issuers: readonly IssuerChoice[];
}

function purposeOf(next: string, hasEnded: boolean) {
  if (next.startsWith("/confirm-address/")) return "signIn.toConfirm" as const;
  if (next.startsWith("/invite/")) return "signIn.toAccept" as const;
  return hasEnded ? ("signIn.ended" as const) : ("signIn.purpose" as const);
}

export function LoginView({ next, hasEnded, error, email, sendsMail, issuers }: LoginViewProps) {
  const t = useTexts();
  return (
    <main className="mx-auto grid w-full max-w-md gap-6 px-4">
      <Brand />
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">{t("signIn.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t(purposeOf(next, hasEnded))}</p>
        <LoginForm id={FORM_ID} next={next} error={error} email={email} />
        <Link
          href={askResetUrl()}
          className="mt-4 inline-block text-[0.8125rem] font-medium text-primary hover:underline"
        >
          {t("passwords.forgot")}
        </Link>
        <OtherWays>
          {sendsMail ? <MailLinkButton formId={FORM_ID} /> : null}
          <PasskeyButton next={next} hasAutofill />
          <IssuerButtons issuers={issuers} next={next} />
        </OtherWays>
      </Card>
      <p className="text-[0.8125rem] text-pretty text-muted-foreground">{t("signIn.noAccount")}</p>
    </main>
  );
}
