import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { LoginView } from "@/components/auth/login-view";
import { issuerChoices } from "@/lib/accounts/identities/rules";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { readSessionCookie, readTypedAddress } from "@/lib/auth/session-cookie";
import { getSession } from "@/lib/auth/viewer";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { verifyUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("signIn.title") };
}

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, error } = await singleValues(searchParams);
  const target = safeRedirectPath(next);
  const session = await getSession();
  if (session) redirect(session.missing ? verifyUrl({ next: target }) : target);
  return (
    <PageTexts features={["signIn", "mailSignIn", "passkeys", "identities"]}>
      <LoginView
        next={target}
        hasEnded={(await readSessionCookie()) !== null}
        error={error}
        email={error && (await readTypedAddress())}
        sendsMail={isMailConfigured()}
        issuers={issuerChoices()}
      />
    </PageTexts>
  );
}
