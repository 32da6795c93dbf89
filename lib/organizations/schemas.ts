import { z } from "zod";

export const organizationSettingsInput = z.object({
  organizationId: z.string().min(1).max(64),
  /** Whether messages that go out end with a reference. */
  useReferences: z.boolean(),
});

export type OrganizationSettingsInput = z.output<typeof organizationSettingsInput>;
