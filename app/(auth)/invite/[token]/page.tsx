import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { InvitationView } from "@/components/accounts/links/invitation-view";
import { invitationBehind } from "@/lib/accounts/invitations/open-invitation";
import { getSelf } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";

import { acceptInvitationAction, acceptInvitationSignedInAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("invitations.accept.title") };
}

/** Shows an invitation; changes nothing. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const viewer = await getSelf();
  return (
    <PageTexts features={["passwords", "shell"]}>
      <InvitationView
        token={token}
        invitation={await invitationBehind(token)}
        current={viewer}
        accept={acceptInvitationAction}
        acceptSignedIn={acceptInvitationSignedInAction}
      />
    </PageTexts>
  );
}
