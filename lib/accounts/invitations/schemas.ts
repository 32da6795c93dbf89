import { z } from "zod";

import { emailAddress } from "../../forms/email-address";
import { id } from "../../forms/id";
import { linkToken, newPassword, personName } from "../passwords/schemas";

export const ORGANIZATION_ROLES = ["reader", "member", "manager"] as const;
export const PORTAL_ROLES = ["staff", "admin"] as const;

export type InvitedRole = (typeof ORGANIZATION_ROLES)[number] | (typeof PORTAL_ROLES)[number];

export const inviteSchema = z.discriminatedUnion("to", [
  z.object({
    to: z.literal("organization"),
    organizationId: id,
    email: emailAddress,
    role: z.enum(ORGANIZATION_ROLES),
  }),
  z.object({ to: z.literal("portal"), email: emailAddress, role: z.enum(PORTAL_ROLES) }),
]);

export type InviteInput = z.output<typeof inviteSchema>;

export const invitationIdSchema = z.object({ invitationId: id });

export type InvitationIdInput = z.output<typeof invitationIdSchema>;

export const acceptSchema = z.object({ token: linkToken, name: personName, newPassword });

export const acceptAsViewerSchema = z.object({ token: linkToken });
