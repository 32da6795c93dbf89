import type { EventView } from "@/lib/tickets/detail/types";

/** Events that were seen at once, the newest first. */
export type HistoryReading = [EventView, ...EventView[]];

/** Groups a history by the reading in which its events were seen. */
export function readingsOf(events: readonly EventView[]): HistoryReading[] {
  const readings: HistoryReading[] = [];
  for (const event of events) {
    const last = readings.at(-1);
    if (last?.[0].seenAt.getTime() === event.seenAt.getTime()) last.push(event);
    else readings.push([event]);
  }
  return readings;
}
