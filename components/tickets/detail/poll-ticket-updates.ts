import { ticketUpdatesUrl } from "@/lib/routes";

/** How often an open page asks, and how old the provider's last reading may be when it does not ask sooner. */
const EVERY_MS = 20_000;
const MIN_MS = 5_000;

/** The answer of `/api/tickets/[id]/news`. */
export interface PolledTicketUpdates {
  changed: boolean;
  readAt: string;
  /** Why the provider could not be read just now. */
  problem: string | null;
  /** ISO: when the provider may be asked again, if it said so. */
  retryAt: string | null;
  /** The provider has just said that it has no such ticket. */
  missing: boolean;
  /** Milliseconds since the last reading, by the portal's clock. */
  age: number;
}

/** Asks once whether a ticket has changed. `opened`: the page has just been opened, and its reader waits for the provider. Null without an answer. */
export async function fetchTicketUpdates(
  ticketId: string,
  since: string,
  { opened = false } = {},
): Promise<PolledTicketUpdates | "over" | null> {
  const response = await fetch(
    ticketUpdatesUrl(ticketId, { since, opened: opened ? "1" : undefined }),
    { cache: "no-store" },
  );
  if (response.status === 401 || response.status === 404) return "over";
  if (!response.ok) return null;
  const { data } = (await response.json()) as { data: Omit<PolledTicketUpdates, "age"> };
  return { ...data, age: Date.parse(response.headers.get("date") ?? "") - Date.parse(data.readAt) };
}

/**
 * Asks whether a ticket has changed since what the page shows, every 20 seconds while the page is visible, at once when it becomes visible again, and not at all
 * while it is hidden. The portal asks the provider only if nobody has just done so: then the next question comes when that reading is 20 seconds old,
 * so that news are never older than that. Ends with a session that has ended and a ticket that is not there. Returns what ends it.
 */
export function pollTicketUpdates(
  ticketId: string,
  since: () => string,
  onNews: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let over = false;

  function stop(): void {
    over = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  }

  function look(): void {
    clearTimeout(timer);
    if (over || asking || document.visibilityState === "hidden") return;
    asking = true;
    void ask()
      .catch(() => EVERY_MS)
      .then((delay) => {
        asking = false;
        if (!over && document.visibilityState === "visible") timer = setTimeout(look, delay);
      });
  }

  async function ask(): Promise<number> {
    const news = await fetchTicketUpdates(ticketId, since());
    if (news === "over") stop();
    if (news === null || news === "over" || over) return EVERY_MS;
    if (news.changed) onNews();
    return Number.isFinite(news.age)
      ? Math.min(EVERY_MS, Math.max(MIN_MS, EVERY_MS - news.age))
      : EVERY_MS;
  }

  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY_MS);
  return stop;
}
