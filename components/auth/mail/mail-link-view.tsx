"use client";

import { AuthPage } from "@/components/auth/auth-page";
import { forgetAddress } from "@/components/auth/remembered-address";
import { prepareSignIn } from "@/components/auth/signed-in";
import { Button, buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface MailLinkViewProps {
  token: string;
  /** Whom the link signs in; null if it no longer works. */
  email: string | null;
}

/** Behind an emailed link. Scanners open it, so that only the button signs in. */
export function MailLinkView({ token, email }: MailLinkViewProps) {
  const t = useTexts();
  if (email === null) {
    return (
      <AuthPage title={t("mailSignIn.linkEnded")}>
        <p className="text-pretty text-muted-foreground">{t("mailSignIn.linkEndedHint")}</p>
        <Link href={loginUrl()} className={buttonVariants({ width: "full" })}>
          {t("mailSignIn.askAgain")}
        </Link>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t("mailSignIn.title")}>
      <div className="grid gap-1">
        <p>{t("mailSignIn.linkFor")}</p>
        <p className="font-medium break-all" translate="no">
          {email}
        </p>
      </div>
      <form
        noValidate
        method="post"
        action="/api/sign-in/link"
        onSubmit={() => {
          forgetAddress();
          prepareSignIn();
        }}
        className="grid"
      >
        <input type="hidden" name="token" value={token} />
        <Button type="submit" width="full">
          {t("mailSignIn.submit")}
        </Button>
      </form>
      <p className="text-[0.8125rem] text-pretty text-muted-foreground">
        {t("mailSignIn.linkWarning")}
      </p>
    </AuthPage>
  );
}
