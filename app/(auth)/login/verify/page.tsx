import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { MailCodeView } from "@/components/auth/mail/mail-code-view";
import { clockTime } from "@/components/ui/time/format-time";
import { findRequest } from "@/lib/accounts/mail-sign-in/redeem";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { readMailRequestCookie } from "@/lib/auth/session-cookie";
import { deviceTimeZone } from "@/lib/auth/session-cookie";
import { getSession } from "@/lib/auth/viewer";
import { loginUrl } from "@/lib/routes";
import { requestLanguage, requestTexts } from "@/lib/server/request-texts";

import { GoOn } from "./_components/go-on";
import { SecondFactorStep } from "./_components/second-factor-step";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("signIn.title") };
}

/** The second step of signing in: the code of an email, or the second factor. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, error, sent } = await singleValues(searchParams);
  const session = await getSession();
  if (!session) {
    const asked = await findRequest(await readMailRequestCookie());
    if (!asked) redirect(loginUrl({ next }));
    const { email, isOpen, expiresAt } = asked;
    const locale = {
      language: await requestLanguage(),
      timeZone: (await deviceTimeZone()) ?? "UTC",
    };
    return (
      <PageTexts features={["mailSignIn"]}>
        <MailCodeView
          email={email}
          isOpen={isOpen}
          until={clockTime(expiresAt, new Date(), locale)}
          error={error}
          isSentAgain={sent === "again"}
          next={next}
        />
      </PageTexts>
    );
  }
  const target = safeRedirectPath(next);
  if (session.missing === null) {
    const t = await requestTexts();
    return <GoOn next={target} label={t("common.loading")} />;
  }
  return <SecondFactorStep session={session} next={target} />;
}
