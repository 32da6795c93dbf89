import { AuthPage } from "@/components/auth/auth-page";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import type { InvitationPageFacts } from "@/lib/accounts/invitations/open-invitation";
import { invitePageUrl, loginUrl } from "@/lib/routes";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { useTexts } from "#texts";

import { AccountForm } from "./account-form";
import { LinkEnded } from "./link-ended";
import { SignInFirst } from "./sign-in-first";

interface InvitationViewProps {
  token: string;
  /** Null: it has ended. */
  invitation: InvitationPageFacts | null;
  /** The signed-in person. */
  current: { userId: string; name: string; email: string } | null;
  accept: VisitorForm;
  acceptSignedIn: VisitorForm;
}

/** Shows who invites to what. Only the button accepts. */
export function InvitationView(props: InvitationViewProps) {
  const { token, invitation, current, accept, acceptSignedIn } = props;
  const t = useTexts();
  const title = t("invitations.accept.title");
  const toSignIn = { label: t("passwords.toSignIn"), href: loginUrl() };
  if (!invitation)
    return <LinkEnded title={title} text={t("invitations.accept.ended")} next={toSignIn} />;
  const { email, role, organizationName, invitedByName, hasAccount } = invitation;
  if (current !== null && current.email !== email)
    return (
      <AuthPage title={title}>
        <p className="text-pretty break-words text-muted-foreground">
          {t("invitations.accept.otherPerson", { address: email, current: current.email })}
        </p>
        <SignOutButton
          userId={current.userId}
          name={current.name}
          next={invitePageUrl(token)}
          className={buttonVariants({ width: "full" })}
        />
        <Link href="/" className={buttonVariants({ variant: "secondary", width: "full" })}>
          {t("invitations.accept.stay")}
        </Link>
      </AuthPage>
    );
  const values = {
    role: t(`invitations.roles.${role}`),
    organization: organizationName ?? t("invitations.thePortal"),
  };
  const submit = t("invitations.accept.submit");
  return (
    <AuthPage title={title}>
      <div className="grid gap-1 text-pretty">
        <p>{t("invitations.accept.invited", { ...values, name: invitedByName })}</p>
        <p className="break-words text-muted-foreground">
          {t("invitations.accept.address", { address: email })}
        </p>
      </div>
      {current === null && hasAccount ? (
        <SignInFirst
          text={t("invitations.accept.signInFirst")}
          page={invitePageUrl(token)}
          address={email}
        />
      ) : current === null ? (
        <AccountForm
          action={accept}
          token={token}
          fields={["name", "newPassword"]}
          submit={submit}
          username={email}
        />
      ) : (
        <AccountForm action={acceptSignedIn} token={token} fields={[]} submit={submit} />
      )}
    </AuthPage>
  );
}
