import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { MailLinkView } from "@/components/auth/mail/mail-link-view";
import { findLink } from "@/lib/accounts/mail-sign-in/redeem";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("mailSignIn.title") };
}

/** Shows whom a link signs in; changes nothing. */
export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await findLink(token);
  return (
    <PageTexts features={["mailSignIn"]}>
      <MailLinkView token={token} email={link?.email ?? null} />
    </PageTexts>
  );
}
