import { dayOf, type Locale } from "@/components/ui/time/format-time";
import type { PendingInvitation } from "@/lib/accounts/invitations/types";
import { useTexts } from "#texts";

import type { DialogAction } from "./dialog-form";
import { type Invite, InvitePanel } from "./invite-panel";
import { PendingInvitations } from "./pending-invitations";
import { membershipChoices, portalChoices } from "./role-choices";

export interface InvitationsProps {
  /** Null: to a role in the portal. */
  organizationId: string | null;
  pending: readonly PendingInvitation[];
  sendsMail: boolean;
  locale: Locale;
  actions: { invite: Invite; resend: Invite; withdraw: DialogAction };
}

/** The pending invitations, and the form to invite more people. */
export function Invitations(props: InvitationsProps) {
  const t = useTexts();
  const { organizationId, pending, sendsMail, locale, actions } = props;
  const isPortal = organizationId === null;
  return (
    <>
      <InvitePanel
        key={organizationId}
        organizationId={organizationId}
        roles={
          isPortal
            ? portalChoices(t).filter((one) => one.value !== "customer")
            : membershipChoices(t)
        }
        rolesHelp={isPortal ? undefined : t("roles.readerHelp")}
        defaultRole={isPortal ? "staff" : "member"}
        sendsMail={sendsMail}
        invite={actions.invite}
      />
      <PendingInvitations
        invitations={pending.map((one) => ({
          ...one,
          untilDay: dayOf(one.expiresAt, new Date(), locale),
        }))}
        resend={actions.resend}
        withdraw={actions.withdraw}
      />
    </>
  );
}
