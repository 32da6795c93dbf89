import { LRUCache } from "lru-cache";

import type { Scope } from "../../auth/scope";
import { type LoadedFigures, loadFigures } from "./load-figures";
import type { OverviewFilters } from "./overview-filters";
import type { OverviewFigures } from "./types";
import { loadWaitTimes } from "./wait-times";

export interface KeptFigures {
  figures: LoadedFigures & Pick<OverviewFigures, "times">;
  /** When they were read. */
  at: Date;
}

interface Asked {
  /** Of all staff. */
  scope: Scope;
  filters: OverviewFilters;
}

const RENEWED_AFTER_MS = 30_000;
const KEPT_MS = 120_000;

const kept = new LRUCache<string, KeptFigures, Asked>({
  max: 100,
  ttl: RENEWED_AFTER_MS,
  noDeleteOnFetchRejection: true,
  // By default it keeps the clock it was loaded with, which a test may replace later.
  perf: { now: () => performance.now() },
  fetchMethod: async (_key, _old, { context }) => {
    const at = new Date();
    const { scope, filters } = context;
    const [figures, times] = await Promise.all([
      loadFigures(filters),
      loadWaitTimes(scope, filters),
    ]);
    return { figures: { ...figures, times }, at };
  },
});

/**
 * Returns the same figures to all staff. A year of all organizations takes long to add up, so older
 * figures are returned once more while new ones are read.
 */
export async function keptFigures(scope: Scope, filters: OverviewFilters): Promise<KeptFigures> {
  const { period, provider, organization, category, service } = filters;
  const key = JSON.stringify([period, provider, organization, category, service]);
  const age = RENEWED_AFTER_MS - kept.getRemainingTTL(key);
  return kept.forceFetch(key, { context: { scope, filters }, allowStale: age < KEPT_MS });
}
