import { log } from "../log";
import { learnNextWords } from "../mirror/write/search/learn-words";
import { hasOutdatedSearch, reindexSearchBatch } from "../mirror/write/search/reindex-search";
import { renewTimelinesBatch } from "../mirror/write/timeline/renew-timelines";

/** Stops at `endBy` (epoch milliseconds). Any number of workers may call it. */
export async function reindexSearch(endBy: number): Promise<number> {
  return renewInBatches("search words", reindexSearchBatch, endBy, hasOutdatedSearch);
}

/** Stops at `endBy` (epoch milliseconds). Any number of workers may call it. */
export async function renewTimelines(endBy: number): Promise<number> {
  return renewInBatches("timelines", renewTimelinesBatch, endBy);
}

/** Stops at `endBy` (epoch milliseconds). Any number of workers may call it. */
export async function learnWords(endBy: number): Promise<number> {
  return renewInBatches("word lists", learnNextWords, endBy);
}

/** Repeats `renewBatch`, which returns 0 when nothing is left. A failure ends it until the next call. */
async function renewInBatches(
  what: string,
  renewBatch: () => Promise<number>,
  endBy: number,
  isDue: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  let done = 0;
  try {
    if (!(await isDue())) return 0;
    while (Date.now() < endBy) {
      const count = await renewBatch();
      if (count === 0) break;
      done += count;
    }
  } catch (error) {
    log.error({ err: error, what }, "stored data could not be renewed");
  }
  return done;
}
