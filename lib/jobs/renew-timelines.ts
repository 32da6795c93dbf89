import { log } from "../log";
import { renewTimelinesBatch } from "../mirror/write/timeline/renew-timelines";

/** Stops at `endBy` (epoch milliseconds). Any number of workers may call it. */
export async function renewTimelines(endBy: number): Promise<number> {
  let done = 0;
  try {
    while (Date.now() < endBy) {
      const count = await renewTimelinesBatch();
      if (count === 0) break;
      done += count;
    }
  } catch (error) {
    log.error({ err: error }, "timelines could not be made anew");
  }
  return done;
}
