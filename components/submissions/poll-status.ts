const FIRST_MS = 300;
const MAX_MS = 2_000;
const GROWTH = 1.4;

/** Asks again and again, soon at first and then every two seconds, and only while the page is visible. Returns what ends it. */
export function pollWithBackoff(ask: () => Promise<void>): () => void {
  let delay = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let over = false;

  async function look(): Promise<void> {
    clearTimeout(timer);
    if (over || asking || document.visibilityState === "hidden") return;
    asking = true;
    await ask().catch(() => undefined);
    asking = false;
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (over || document.visibilityState === "hidden") return;
    timer = setTimeout(() => void look(), delay);
    delay = Math.min(MAX_MS, delay * GROWTH);
  }

  const go = () => void look();
  document.addEventListener("visibilitychange", go);
  wait();
  return () => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", go);
  };
}
