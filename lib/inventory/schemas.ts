import { z } from "zod";

import { isStorable } from "../text/storable";

const text = z.string().trim().max(200).refine(isStorable).optional().catch(undefined);

/** States beside the providers' statuses. */
export const ATTENTION = "attention";
export const UNLISTED = "unlisted";

/** Invalid parameters are dropped. */
export const serviceFilters = z.object({
  q: text,
  kind: text,
  /** A provider's status, `ATTENTION` or `UNLISTED`. */
  state: text,
  /** From 1. */
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
});

export type ServiceFilters = z.output<typeof serviceFilters>;
