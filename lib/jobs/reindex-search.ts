import { log } from "../log";
import { hasOutdatedSearch, reindexSearchBatch } from "../mirror/write/reindex-search";

/**
 * Makes search words anew that older rules have made, batch by batch, until none is left or
 * `endBy` (milliseconds since 1970) has come. Returns of how many tickets. Any number of workers
 * and cron calls may do so; one at a time works. A failure waits for the next round.
 */
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
