import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { AccountForm } from "@/components/accounts/links/account-form";
import { LinkEnded } from "@/components/accounts/links/link-ended";
import { AuthPage } from "@/components/auth/auth-page";
import { addressBehind } from "@/lib/accounts/address/commands";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { confirmAddressAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("address.confirm.title") };
}

export default async function ConfirmAddressPage({
  params,
}: {
  params: Promise<{ token: string }>;
}) {
  const { token } = await params;
  const t = await requestTexts();
  const address = await addressBehind(token);
  const title = t("address.confirm.title");
  const next = { label: t("passwords.toSignIn"), href: loginUrl() };
  if (address === null)
    return <LinkEnded title={title} text={t("address.confirm.ended")} next={next} />;
  return (
    <PageTexts features={["passwords"]}>
      <AuthPage title={title}>
        <p className="break-words">{t("address.confirm.purpose", { address })}</p>
        <AccountForm
          action={confirmAddressAction}
          token={token}
          fields={[]}
          submit={t("address.confirm.submit")}
        />
      </AuthPage>
    </PageTexts>
  );
}
