import { parseTime } from "@/lib/text/parse-time";
import type { TicketDetail } from "@/lib/tickets/detail/types";

/** Returns the times of the changes before and after the shown version. */
export function neighbouringVersions({
  asOf,
  earlierAt,
  events,
}: Pick<TicketDetail, "asOf" | "events"> & { earlierAt?: Date | null }): {
  earlier: Date | null;
  later: Date | null;
} {
  if (!asOf) return { earlier: null, later: null };
  // The page may hold only part of a long history.
  if (earlierAt) return { earlier: earlierAt, later: asOf.until };
  const before = events
    .map((event) => event.seenAt.getTime())
    .filter((time) => time < asOf.seenAt.getTime());
  return { earlier: before.length > 0 ? new Date(Math.max(...before)) : null, later: asOf.until };
}

/** Parses a time from the address; undefined if it is invalid or in the future. */
export function parsePointInTime(text: string | undefined, now = new Date()): Date | undefined {
  const at = parseTime(text);
  return at && at <= now ? at : undefined;
}
