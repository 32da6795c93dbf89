/**
 * Sends one request; returns the delay before the next one, or null to stop polling. The signal is
 * aborted once polling has stopped.
 */
export type PollRequest = (signal: AbortSignal) => Promise<number | null>;

/**
 * Polls while the page is visible: first after `delayMs`, and at once when the page becomes visible
 * again. A failed request is repeated after `delayMs`. Returns a function that stops polling.
 */
export function pollWhileVisible(request: PollRequest, delayMs: number): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRequesting = false;

  const isIdle = () => signal.aborted || document.visibilityState === "hidden";

  function schedule(delay: number): void {
    clearTimeout(timer);
    if (!isIdle()) timer = setTimeout(() => void poll(), delay);
  }

  async function poll(): Promise<void> {
    clearTimeout(timer);
    if (isRequesting || isIdle()) return;
    isRequesting = true;
    const delay = await request(signal).catch(() => delayMs);
    isRequesting = false;
    if (delay === null) stop();
    else schedule(delay);
  }

  const onVisibilityChange = () => void poll();

  function stop(): void {
    controller.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibilityChange);
  }

  document.addEventListener("visibilitychange", onVisibilityChange);
  schedule(delayMs);
  return stop;
}
