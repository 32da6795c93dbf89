import type { Metadata } from "next";

import { LinkEnded } from "@/components/accounts/links/link-ended";
import { AuthPage } from "@/components/auth/auth-page";
import { Button } from "@/components/ui/button";
import { endedMails } from "@/lib/notifications/unsubscribe/commands";
import { readUnsubscribeToken } from "@/lib/notifications/unsubscribe/token";
import { loginUrl, unsubscribeUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("notices.unsubscribe.title") };
}

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ done?: string }>;
}

/** Shows the effect of the button. Opening the page changes nothing. */
export default async function UnsubscribePage({ params, searchParams }: PageProps) {
  const { token } = await params;
  const { done } = await searchParams;
  const t = await requestTexts();
  const unsubscription = readUnsubscribeToken(token);
  const next = { label: t("notices.unsubscribe.toPortal"), href: loginUrl() };
  if (!unsubscription)
    return (
      <LinkEnded
        title={t("notices.unsubscribe.title")}
        text={t("notices.unsubscribe.broken")}
        next={next}
      />
    );
  const effect = await endedMails(unsubscription);
  const text = t("notices.unsubscribe.effect", { ...effect });
  if (done !== undefined)
    return <LinkEnded title={t("notices.unsubscribe.done")} text={text} next={next} />;
  return (
    <AuthPage title={t("notices.unsubscribe.title")}>
      <p className="text-pretty [overflow-wrap:anywhere]">{text}</p>
      <form method="post" action={unsubscribeUrl(token)} noValidate>
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <Button type="submit" width="full">
          {t("notices.unsubscribe.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}
