import { z } from "zod";

import { emailAddress } from "../../forms/email-address";
import { id } from "../../forms/id";
import { LANGUAGES } from "../../i18n/languages";
import { linkToken, newPassword, personName } from "../passwords/schemas";

export const ORGANIZATION_ROLES = ["reader", "member", "manager"] as const;
export const PORTAL_ROLES = ["staff", "admin"] as const;

export type InvitedRole = (typeof ORGANIZATION_ROLES)[number] | (typeof PORTAL_ROLES)[number];

const invited = {
  email: emailAddress,
  /** Language of the email and of the pages its link opens. Defaults to the inviter's. */
  language: z.enum(LANGUAGES).optional(),
};

export const inviteSchema = z.discriminatedUnion("to", [
  z.object({
    ...invited,
    to: z.literal("organization"),
    organizationId: id,
    role: z.enum(ORGANIZATION_ROLES),
  }),
  z.object({ ...invited, to: z.literal("portal"), role: z.enum(PORTAL_ROLES) }),
]);

export type InviteInput = z.output<typeof inviteSchema>;

export const invitationIdSchema = z.object({ invitationId: id });

export type InvitationIdInput = z.output<typeof invitationIdSchema>;

export const acceptSchema = z.object({ token: linkToken, name: personName, newPassword });

export const acceptAsViewerSchema = z.object({ token: linkToken });
