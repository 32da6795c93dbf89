import type { MailMode } from "../../notices/kinds";
import { isWithinHours, nextAtLocal } from "./local-hours";

/** Notices within this time of a message are sent together. */
export const WINDOW_MS = 15 * 60_000;

export interface DeliveryFacts {
  now: Date;
  /** Time of the first unsent notice; null if there is none. */
  untoldSince: Date | null;
  /** Not read in the app yet. */
  isUnread: boolean;
  mayRead: boolean;
  /** Strongest choice among the unsent kinds; for push "now" or "off". */
  mode: MailMode;
  wakes: boolean;
  /** Delay that all unsent kinds share. */
  holdSeconds: number;
  windowEndsAt: Date | null;
  zone: string;
  /** Minutes of the day. */
  quiet: { from: number; until: number } | null;
  digestAt: number;
  /** False over the hourly or daily limit: further notices go into one digest. */
  isWithinLimits: boolean;
}

export type DeliveryPlan =
  | { do: "drop"; why: "sent" | "read" | "off" | "no_access" }
  | { do: "wait"; until: Date }
  | { do: "digest"; until: Date; isStorm: boolean }
  | { do: "send"; windowEndsAt: Date };

/** Plans the delivery of one person's unsent notices of one topic on one channel. */
export function planDelivery(facts: DeliveryFacts): DeliveryPlan {
  const { now, untoldSince, windowEndsAt, wakes, quiet, zone } = facts;
  if (untoldSince === null) return { do: "drop", why: "sent" };
  if (!facts.mayRead) return { do: "drop", why: "no_access" };
  if (!facts.isUnread) return { do: "drop", why: "read" };
  if (facts.mode === "off") return { do: "drop", why: "off" };
  const heldUntil = new Date(untoldSince.getTime() + facts.holdSeconds * 1_000);
  if (heldUntil > now) return { do: "wait", until: heldUntil };
  if (facts.mode === "digest")
    return { do: "digest", until: nextAtLocal(zone, facts.digestAt, now), isStorm: false };
  if (quiet !== null && !wakes && isWithinHours(zone, quiet, now))
    return { do: "wait", until: nextAtLocal(zone, quiet.until, now) };
  // Urgent notices wait here, too: a window lasts 15 minutes at most.
  if (windowEndsAt !== null && windowEndsAt > now) return { do: "wait", until: windowEndsAt };
  if (!facts.isWithinLimits)
    return { do: "digest", until: new Date(now.getTime() + 3_600_000), isStorm: true };
  // From now, however long it was held: at most one message in 15 minutes.
  return { do: "send", windowEndsAt: new Date(now.getTime() + WINDOW_MS) };
}
