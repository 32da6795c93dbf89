import { z } from "zod";

import { fieldText } from "../forms/field-text";
import { id } from "../forms/id";

export const organizationSettingsInput = z
  .object({
    organizationId: id,
    useReferences: z.boolean().optional(),
    asksReason: z.boolean().optional(),
  })
  .refine(
    ({ useReferences, asksReason }) => useReferences !== undefined || asksReason !== undefined,
    fieldText("validation.any"),
  );

export type OrganizationSettingsInput = z.output<typeof organizationSettingsInput>;

export const MEMBERSHIP_ROLES = ["reader", "member", "manager"] as const;

export const memberInput = z.object({ organizationId: id, userId: id });
export type MemberInput = z.output<typeof memberInput>;

export const memberRoleInput = memberInput.extend({ role: z.enum(MEMBERSHIP_ROLES) });
export type MemberRoleInput = z.output<typeof memberRoleInput>;

/** `leave`: the organization that the person leaves for it. */
export const addMemberInput = memberRoleInput.extend({
  leave: z.preprocess((value) => (value === "" ? undefined : value), id.optional()),
});
export type AddMemberInput = z.output<typeof addMemberInput>;

export const organizationIdInput = z.object({ organizationId: id });

const MAX_ORGANIZATION_NAME = 120;

const organizationName = z
  .string()
  .max(1_000)
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
      .trim(),
  )
  .refine((text) => text !== "", fieldText("people.errors.noName"))
  .refine(
    (text) => text.length <= MAX_ORGANIZATION_NAME,
    fieldText("people.errors.longName", { max: MAX_ORGANIZATION_NAME }),
  );

export const newOrganizationInput = z.object({ name: organizationName });
export type NewOrganizationInput = z.output<typeof newOrganizationInput>;

export const organizationNameInput = newOrganizationInput.extend({ organizationId: id });
export type OrganizationNameInput = z.output<typeof organizationNameInput>;
