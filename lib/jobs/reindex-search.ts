import { log } from "../log";
import { hasOutdatedSearch, reindexSearchBatch } from "../mirror/write/reindex-search";

/** Stops at `endBy` (epoch milliseconds). Any number of workers may call it. */
export async function reindexSearch(endBy: number): Promise<number> {
  let done = 0;
  try {
    if (!(await hasOutdatedSearch())) return 0;
    while (Date.now() < endBy) {
      const count = await reindexSearchBatch();
      if (count === 0) break;
      done += count;
    }
  } catch (error) {
    log.error({ err: error }, "search words could not be made anew");
  }
  return done;
}
