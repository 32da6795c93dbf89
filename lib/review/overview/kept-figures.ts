import { LRUCache } from "lru-cache";

import { type LoadedFigures, loadFigures } from "./load-figures";
import type { OverviewFilters } from "./overview-filters";

export interface KeptFigures {
  figures: LoadedFigures;
  /** When they were read. */
  at: Date;
}

const RENEWED_AFTER_MS = 30_000;
const KEPT_MS = 120_000;

const kept = new LRUCache<string, KeptFigures, OverviewFilters>({
  max: 100,
  ttl: RENEWED_AFTER_MS,
  noDeleteOnFetchRejection: true,
  fetchMethod: async (_key, _old, { context }) => {
    const at = new Date();
    return { figures: await loadFigures(context), at };
  },
});

/**
 * Returns the same figures to all staff. A year of all organizations takes long to add up, so older
 * figures are returned once more while new ones are read.
 */
export async function keptFigures(filters: OverviewFilters): Promise<KeptFigures> {
  const { period, provider, organization, category, service } = filters;
  const key = JSON.stringify([period, provider, organization, category, service]);
  const age = RENEWED_AFTER_MS - kept.getRemainingTTL(key);
  return kept.forceFetch(key, { context: filters, allowStale: age < KEPT_MS });
}
