import { pollWhileVisible } from "@/components/polling/poll-while-visible";
import { ticketUpdatesUrl } from "@/lib/routes";

/** Polling interval, and how old the provider's last reading may become. */
const INTERVAL_MS = 20_000;
const MIN_INTERVAL_MS = 5_000;

/** The answer of `/api/tickets/[id]/updates`. */
export interface PolledTicketUpdates {
  changed: boolean;
  readAt: string;
  /** Why the provider could not be read just now. */
  problem: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
  /** ISO: when the provider may be asked again, if it said so. */
  retryAt: string | null;
  /** True when the provider has just answered that it has no such ticket. */
  missing: boolean;
  /** Names of other people who are writing a reply. */
  writing: string[];
  /** Unread notifications. */
  unread: number;
  /** Milliseconds since the last reading, by the portal's clock. */
  age: number;
}

/**
 * Asks once whether a ticket has changed. `opened`: the page has just been opened, so the portal
 * reads the provider first. Returns null without an answer, "over" without session or ticket.
 */
export async function fetchTicketUpdates(
  ticketId: string,
  since: string,
  { opened = false } = {},
): Promise<PolledTicketUpdates | "over" | null> {
  const url = ticketUpdatesUrl(ticketId, { since, opened: opened ? "1" : undefined });
  const response = await fetch(url, { cache: "no-store" });
  if (response.status === 401 || response.status === 404) return "over";
  if (!response.ok) return null;
  const { data } = (await response.json()) as { data: Omit<PolledTicketUpdates, "age"> };
  return { ...data, age: Date.parse(response.headers.get("date") ?? "") - Date.parse(data.readAt) };
}

/**
 * Polls for changes since the time that `since` returns, every 20 seconds. The portal reads the
 * provider only if no one else has just done so; the next request then comes when that reading is
 * 20 seconds old. Ends with the session or the ticket. Returns a function that stops polling.
 */
export function pollTicketUpdates(
  ticketId: string,
  since: () => string,
  onUpdates: () => void,
  onAnswer: (updates: Pick<PolledTicketUpdates, "unread" | "writing">) => void,
): () => void {
  return pollWhileVisible(async (signal) => {
    const updates = await fetchTicketUpdates(ticketId, since());
    if (updates === "over") return null;
    if (updates === null || signal.aborted) return INTERVAL_MS;
    onAnswer(updates);
    if (updates.changed) onUpdates();
    return Number.isFinite(updates.age)
      ? Math.min(INTERVAL_MS, Math.max(MIN_INTERVAL_MS, INTERVAL_MS - updates.age))
      : INTERVAL_MS;
  }, INTERVAL_MS);
}
