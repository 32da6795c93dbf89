/** Polling interval of a visible list, and its longest interval while the portal does not answer. */
const EVERY_MS = 18_000;
const LONGEST_MS = 5 * 60_000;

export interface RenderedListMarks {
  rows: readonly string[];
  around: string;
}

/** Counts the current rows that the page lacks or shows in an older state. */
export function changedRows(shown: RenderedListMarks, now: RenderedListMarks): number {
  const known = new Set(shown.rows);
  return now.rows.filter((row) => !known.has(row)).length;
}

/** True when the page differs from the current list; a missing row or a different order counts too. */
export function differs(shown: RenderedListMarks, now: RenderedListMarks): boolean {
  return shown.around !== now.around || shown.rows.join() !== now.rows.join();
}

/**
 * Asks for a list's marks every 18 seconds while the page is visible, at once when it becomes
 * visible again, less and less often while there is no answer, and never again after a session has
 * ended. Returns what ends it.
 */
export function pollListUpdates(
  url: string,
  onMarks: (marks: RenderedListMarks) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isAsking = false;
  let isOver = false;

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  }

  async function ask(): Promise<void> {
    const response = await fetch(url, { cache: "no-store" });
    if (response.status === 401 || response.status === 404) return stop();
    if (!response.ok) throw new Error(String(response.status));
    const { data } = (await response.json()) as { data: RenderedListMarks };
    if (!isOver) onMarks(data);
  }

  function look(): void {
    clearTimeout(timer);
    if (isOver || isAsking || document.visibilityState === "hidden") return;
    isAsking = true;
    ask()
      .then(
        () => (failures = 0),
        () => (failures += 1),
      )
      .finally(() => {
        isAsking = false;
        if (isOver || document.visibilityState === "hidden") return;
        timer = setTimeout(look, Math.min(LONGEST_MS, EVERY_MS * 2 ** failures));
      });
  }

  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY_MS);
  return stop;
}
