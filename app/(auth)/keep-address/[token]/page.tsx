import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { AccountForm } from "@/components/accounts/links/account-form";
import { LinkEnded } from "@/components/accounts/links/link-ended";
import { AuthPage } from "@/components/auth/auth-page";
import { changeBehind } from "@/lib/accounts/address/commands";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { stopAddressChangeAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("address.stop.title") };
}

/** Shows the change that the button stops; changes nothing itself. */
export default async function KeepAddressPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await requestTexts();
  const change = await changeBehind(token);
  const title = t("address.stop.title");
  const next = { label: t("passwords.toSignIn"), href: loginUrl() };
  if (!change) return <LinkEnded title={title} text={t("address.stop.ended")} next={next} />;
  return (
    <PageTexts features={["passwords"]}>
      <AuthPage title={title}>
        <p className="text-pretty [overflow-wrap:anywhere]">
          {t("address.stop.purpose", { ...change })}
        </p>
        <AccountForm
          action={stopAddressChangeAction}
          token={token}
          fields={[]}
          submit={t("address.stop.submit")}
        />
      </AuthPage>
    </PageTexts>
  );
}
