import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { AccountForm } from "@/components/accounts/links/account-form";
import { LinkEnded } from "@/components/accounts/links/link-ended";
import { AuthPage } from "@/components/auth/auth-page";
import { resetBehind } from "@/lib/accounts/reset/commands";
import { askResetUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { resetPasswordAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("passwords.reset.title") };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await requestTexts();
  const email = await resetBehind(token);
  const title = t("passwords.reset.title");
  const again = { label: t("passwords.reset.again"), href: askResetUrl() };
  if (email === null)
    return <LinkEnded title={title} text={t("passwords.reset.ended")} next={again} />;
  return (
    <PageTexts features={["passwords"]}>
      <AuthPage title={title}>
        <p className="text-pretty text-muted-foreground">{t("passwords.reset.purpose")}</p>
        <AccountForm
          action={resetPasswordAction}
          token={token}
          fields={["newPassword"]}
          submit={t("passwords.reset.submit")}
          username={email}
        />
      </AuthPage>
    </PageTexts>
  );
}
