import { z } from "zod";

import { id } from "../../forms/id";

/** Fields of the form. `reason` is needed if the organization asks for one. */
export const startSeeingInput = z.object({
  organizationId: id,
  userId: id,
  reason: z.string().max(10_000).optional(),
});
export type StartSeeing = z.output<typeof startSeeingInput>;
