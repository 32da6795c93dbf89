import { z } from "zod";

import { id } from "../../forms/id";
import { searchWords } from "../../forms/search-words";

/** Each account is in exactly one. */
const SYNC_STATES = [
  "failing",
  "overdue",
  "first_sync",
  "paused",
  "healthy",
  "disconnected",
] as const;
export type SyncStateFilter = (typeof SYNC_STATES)[number];

/** Of the list in the address: what cannot be read is left out. */
export const syncFilters = z.object({
  q: searchWords,
  provider: id.optional().catch(undefined),
  state: z.enum(SYNC_STATES).optional().catch(undefined),
  /** The connection before the page, by what sorts it. */
  after: z
    .string()
    .regex(/^[012]\.(?:-|\d{1,15})\.[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
});
export type SyncFilters = z.output<typeof syncFilters>;
