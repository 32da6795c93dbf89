const EVERY_MS = 60_000;

/** Syncs now and once a minute by default, like a platform's scheduler. Returns its stop. */
export function startCron(
  portalUrl: string,
  secret: string,
  tell: (line: string) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const stopping = new AbortController();
  let current: Promise<void> | undefined;

  async function call(): Promise<void> {
    try {
      const answer = await fetch(new URL("/api/cron/sync", portalUrl), {
        headers: { authorization: `Bearer ${secret}` },
        signal: stopping.signal,
      });
      await answer.arrayBuffer();
      if (!answer.ok)
        tell(`The sync of this minute answered ${answer.status}; the next one is due in a minute.`);
    } catch (error) {
      if (!stopping.signal.aborted) tell(`The sync of this minute failed: ${String(error)}`);
    }
  }

  const tick = () => {
    current ??= call().finally(() => (current = undefined));
  };
  tick();
  const timer = setInterval(tick, everyMs);
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await current;
  };
}
