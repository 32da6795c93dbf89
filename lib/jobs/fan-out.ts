import { log } from "../log";

/** One function call reads about so many connections in its time; a backlog beyond that is shared with further calls. */
const CONNECTIONS_PER_CALL = 200;
/** More calls at once than this would crowd the database rather than help. */
const MAX_CALLS = 8;

/** How many further function calls a backlog of so many waiting reads deserves. */
export function helpersFor(waiting: number): number {
  return Math.min(MAX_CALLS, Math.max(0, Math.ceil(waiting / CONNECTIONS_PER_CALL) - 1));
}

/**
 * Calls the portal's own scheduler address several times more, each call a function with its own time, and resolves when all have answered. They
 * take from the same queue; one that fails is missed by nobody, as the next round takes what is left.
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
