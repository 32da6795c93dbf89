import { z } from "zod";

import { isStorable } from "../text/storable";

/** Invalid parameters are dropped. */
export const serviceFilters = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional().catch(undefined),
  /** From 1. */
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
});

export type ServiceFilters = z.output<typeof serviceFilters>;
