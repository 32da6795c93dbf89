import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { AccountForm } from "@/components/accounts/links/account-form";
import { LinkEnded } from "@/components/accounts/links/link-ended";
import { AuthPage } from "@/components/auth/auth-page";
import { isFirstAdministratorOpen } from "@/lib/accounts/first-administrator/commands";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { createFirstAdministratorAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("passwords.first.title") };
}

export default async function FirstAdministratorPage({
  params,
}: {
  params: Promise<{ token: string }>;
}) {
  const { token } = await params;
  const t = await requestTexts();
  const title = t("passwords.first.title");
  const next = { label: t("passwords.toSignIn"), href: loginUrl() };
  if (!(await isFirstAdministratorOpen(token)))
    return <LinkEnded title={title} text={t("passwords.first.ended")} next={next} />;
  return (
    <PageTexts features={["passwords"]}>
      <AuthPage title={title}>
        <p className="text-pretty text-muted-foreground">{t("passwords.first.purpose")}</p>
        <AccountForm
          action={createFirstAdministratorAction}
          token={token}
          fields={["name", "email", "newPassword"]}
          submit={t("passwords.first.submit")}
        />
      </AuthPage>
    </PageTexts>
  );
}
