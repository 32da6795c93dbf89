import { log } from "../log";

/** As many as one function call can sync in time. */
const CONNECTIONS_PER_CALL = 200;
/** More calls would overload the database. */
const MAX_CALLS = 8;

export function helpersFor(waiting: number): number {
  return Math.min(MAX_CALLS, Math.max(0, Math.ceil(waiting / CONNECTIONS_PER_CALL) - 1));
}

/** The calls share one queue, so a failed one only delays its part. */
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
