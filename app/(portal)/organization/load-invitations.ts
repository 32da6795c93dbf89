import type { InvitationsProps } from "@/components/people/invitations/invitations";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";

import {
  invitePersonAction,
  resendInvitationAction,
  withdrawInvitationAction,
} from "./invitation-actions";

/** For a viewer who may invite; null: to roles in the portal. */
export async function loadInvitations(
  viewer: Viewer,
  organizationId: string | null,
): Promise<InvitationsProps> {
  return {
    organizationId,
    pending: await listInvitations(viewer, organizationId),
    sendsMail: isMailConfigured(),
    locale: viewer,
    actions: {
      invite: forViewer(viewer, invitePersonAction),
      resend: forViewer(viewer, resendInvitationAction),
      withdraw: forViewer(viewer, withdrawInvitationAction),
    },
  };
}
