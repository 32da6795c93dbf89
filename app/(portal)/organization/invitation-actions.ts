"use server";

import { refresh } from "next/cache";

import {
  invitePerson,
  resendInvitation,
  withdrawInvitation,
} from "@/lib/accounts/invitations/commands";
import { invitationIdSchema, inviteSchema } from "@/lib/accounts/invitations/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const invitePersonAction = viewerAction(
  "invite a person",
  inviteSchema,
  async (viewer, input) => {
    const invited = await invitePerson(viewer, input);
    refresh();
    return invited;
  },
);

export const resendInvitationAction = viewerAction(
  "send an invitation again",
  invitationIdSchema,
  async (viewer, input) => {
    const invited = await resendInvitation(viewer, input);
    refresh();
    return invited;
  },
);

export const withdrawInvitationAction = viewerAction(
  "withdraw an invitation",
  invitationIdSchema,
  async (viewer, input) => {
    const withdrawn = await withdrawInvitation(viewer, input);
    refresh();
    return withdrawn;
  },
);
