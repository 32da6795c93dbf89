import { pollWhileVisible } from "@/components/polling/poll-while-visible";

const INTERVAL_MS = 18_000;
/** Upper limit of the backoff. */
const MAX_INTERVAL_MS = 5 * 60_000;

export interface RenderedListMarks {
  rows: readonly string[];
  around: string;
}

/** The answer of `/api/tickets/updates`. */
interface PolledList extends RenderedListMarks {
  /** Unread notifications. */
  unread: number;
}

/** Counts rows that are new or newer than those on the page. */
export function changedRows(shown: RenderedListMarks, now: RenderedListMarks): number {
  const known = new Set(shown.rows);
  return now.rows.filter((row) => !known.has(row)).length;
}

/** True if rows were added, removed, changed or reordered. */
export function marksDiffer(shown: RenderedListMarks, now: RenderedListMarks): boolean {
  return shown.around !== now.around || shown.rows.join() !== now.rows.join();
}

/**
 * Polls a list's marks every 18 seconds, less often while requests fail. Ends with the session.
 * Returns a function that stops polling.
 */
export function pollListUpdates(url: string, onMarks: (polled: PolledList) => void): () => void {
  let failures = 0;
  return pollWhileVisible(async (signal) => {
    try {
      const response = await fetch(url, { cache: "no-store" });
      if (response.status === 401 || response.status === 404) return null;
      if (!response.ok) throw new Error(String(response.status));
      const { data } = (await response.json()) as { data: PolledList };
      if (!signal.aborted) onMarks(data);
      failures = 0;
    } catch {
      failures += 1;
    }
    return Math.min(MAX_INTERVAL_MS, INTERVAL_MS * 2 ** failures);
  }, INTERVAL_MS);
}
