import { z } from "zod";

import { id } from "../ids";

export const organizationSettingsInput = z.object({
  organizationId: id,
  useReferences: z.boolean(),
});

export type OrganizationSettingsInput = z.output<typeof organizationSettingsInput>;
