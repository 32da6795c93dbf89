import { pollWhileVisible } from "./poll-while-visible";

const FIRST_DELAY_MS = 300;
const MAX_DELAY_MS = 2_000;
const GROWTH = 1.4;

/** Polls quickly at first, then every two seconds. Returns a function that stops polling. */
export function pollWithBackoff(request: () => Promise<void>): () => void {
  let delay = FIRST_DELAY_MS;
  return pollWhileVisible(async () => {
    delay = Math.min(MAX_DELAY_MS, delay * GROWTH);
    await request().catch(() => undefined);
    return delay;
  }, FIRST_DELAY_MS);
}
