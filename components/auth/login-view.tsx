import Link from "next/link";

import { type ChooseLanguage, LanguageLinks } from "@/components/i18n/language-links";
import { Brand } from "@/components/shell/brand";
import { Card } from "@/components/ui/card";
import type { Language } from "@/lib/i18n/languages";
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
  error: string | undefined;
  /** As it was typed before the error. */
  email: string | undefined;
  language: Language;
  /** Offers a link by mail. */
  sendsMail: boolean;
  issuers: readonly IssuerChoice[];
  chooseLanguage: ChooseLanguage;
}

export function LoginView({
  next,
  error,
  email,
  sendsMail,
  issuers,
  ...languages
}: LoginViewProps) {
  const t = useTexts();
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-12">
      <Brand />
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">{t("signIn.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("signIn.purpose")}</p>
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
      <LanguageLinks current={languages.language} choose={languages.chooseLanguage} />
    </main>
  );
}
