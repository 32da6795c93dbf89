import { log } from "../log";

/** What one function call can sync in its time. */
const CONNECTIONS_PER_CALL = 200;
/** More calls would overload the database. */
const MAX_CALLS = 8;

/** Returns how many more function calls a backlog needs. */
export function helpersFor(waiting: number): number {
  return Math.min(MAX_CALLS, Math.max(0, Math.ceil(waiting / CONNECTIONS_PER_CALL) - 1));
}

/**
 * Calls the cron address several times, each call being a function of its own, and waits for all.
 * They share one queue, so a failed call only delays its part.
 */
export async function fanOut(
  address: URL,
  secret: string,
  helpers: number,
  ask: typeof fetch = fetch,
): Promise<void> {
  await Promise.all(
    Array.from({ length: helpers }, async (_unused, index) => {
      const url = new URL(address);
      url.searchParams.set("helper", String(index + 1));
      const answer = await ask(url, {
        headers: { authorization: `Bearer ${secret}` },
        redirect: "error",
      }).catch((error: unknown) => {
        log.warn({ err: error }, "a further sync call could not be made");
      });
      await answer?.body?.cancel();
    }),
  );
}
