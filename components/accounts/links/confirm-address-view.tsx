import { AuthPage } from "@/components/auth/auth-page";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { buttonVariants } from "@/components/ui/button";
import type { NewAddress } from "@/lib/accounts/address/commands";
import { confirmAddressUrl, loginUrl } from "@/lib/routes";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { useTexts } from "#texts";

import { AccountForm } from "./account-form";
import { LinkEnded } from "./link-ended";
import { SignInFirst } from "./sign-in-first";

interface ConfirmAddressViewProps {
  token: string;
  /** Null: the link has ended. */
  address: NewAddress | null;
  /** The signed-in person. */
  current: { userId: string; name: string; email: string } | null;
  confirm: VisitorForm;
}

/** Only the button confirms, and only for the person who asked. */
export function ConfirmAddressView({ token, address, current, confirm }: ConfirmAddressViewProps) {
  const t = useTexts();
  const title = t("address.confirm.title");
  const page = confirmAddressUrl(token);
  if (!address) {
    const next = { label: t("passwords.toSignIn"), href: loginUrl() };
    return <LinkEnded title={title} text={t("address.confirm.ended")} next={next} />;
  }
  if (current !== null && current.userId !== address.userId)
    return (
      <AuthPage title={title}>
        <p className="text-pretty break-words text-muted-foreground">
          {t("address.confirm.otherPerson", { current: current.email })}
        </p>
        <SignOutButton
          userId={current.userId}
          name={current.name}
          next={page}
          className={buttonVariants({ width: "full" })}
        />
      </AuthPage>
    );
  return (
    <AuthPage title={title}>
      <p className="break-words">{t("address.confirm.purpose", { address: address.email })}</p>
      {current === null ? (
        <SignInFirst text={t("address.confirm.signInFirst")} page={page} />
      ) : (
        <AccountForm
          action={confirm}
          token={token}
          fields={[]}
          submit={t("address.confirm.submit")}
        />
      )}
    </AuthPage>
  );
}
