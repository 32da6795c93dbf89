import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { AccountForm } from "@/components/accounts/links/account-form";
import { AuthPage } from "@/components/auth/auth-page";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/navigation/link";
import { readTypedAddress } from "@/lib/auth/session-cookie";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { askResetAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("passwords.reset.askTitle") };
}

export default async function AskResetPage({ searchParams }: { searchParams: SearchParams }) {
  const { sent, stopped } = await singleValues(searchParams);
  const t = await requestTexts();
  return (
    <PageTexts features={["passwords"]}>
      <AuthPage title={t("passwords.reset.askTitle")}>
        {!isMailConfigured() ? (
          <Alert tone="warning">{t("passwords.reset.noMail")}</Alert>
        ) : (
          <>
            {stopped ? <Alert tone="success">{t("address.stop.stopped")}</Alert> : null}
            {sent ? (
              <Alert tone="success">{t("passwords.reset.sent")}</Alert>
            ) : (
              <p className="text-pretty text-muted-foreground">{t("passwords.reset.ask")}</p>
            )}
            <AccountForm
              action={askResetAction}
              fields={["email"]}
              email={await readTypedAddress()}
              submit={t(sent ? "passwords.reset.sendAgain" : "passwords.reset.askSubmit")}
            />
          </>
        )}
        <Link
          href={loginUrl()}
          className="text-[0.8125rem] font-medium text-primary hover:underline"
        >
          {t("passwords.toSignIn")}
        </Link>
      </AuthPage>
    </PageTexts>
  );
}
