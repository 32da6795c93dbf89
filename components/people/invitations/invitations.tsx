import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { membershipChoices, portalChoices } from "@/components/people/role-choices";
import { dayOf, type Locale } from "@/components/ui/time/format-time";
import type { PendingInvitation } from "@/lib/accounts/invitations/types";
import { useTexts } from "#texts";

import { type Invite, InvitePanel } from "./invite-panel";
import { PendingInvitations } from "./pending-invitations";

export interface InvitationsProps {
  /** Null: to a role in the portal. */
  organizationId: string | null;
  pending: readonly PendingInvitation[];
  sendsMail: boolean;
  locale: Locale;
  /** True if the organization has a manager. If not, the form suggests inviting one. */
  hasManager?: boolean;
  actions: { invite: Invite; resend: Invite; withdraw: DialogAction };
}

/** The pending invitations, and the form to invite more people. */
export function Invitations(props: InvitationsProps) {
  const t = useTexts();
  const { organizationId, pending, sendsMail, locale, hasManager = true, actions } = props;
  const isPortal = organizationId === null;
  const expectsManager = pending.some(({ role, isExpired }) => role === "manager" && !isExpired);
  const memberRole = hasManager || expectsManager ? "member" : "manager";
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
        rolesHelp={t(isPortal ? "invitePeople.portalHelp" : "roles.readerHelp")}
        defaultRole={isPortal ? "staff" : memberRole}
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
