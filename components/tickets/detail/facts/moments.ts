import type { EventView } from "@/lib/tickets/detail/types";

/** Events that were seen at once, the newest first. */
export type Moment = [EventView, ...EventView[]];

/** Groups a history by the reading in which its events were seen. */
export function momentsOf(events: readonly EventView[]): Moment[] {
  const moments: Moment[] = [];
  for (const event of events) {
    const last = moments.at(-1);
    if (last?.[0].seenAt.getTime() === event.seenAt.getTime()) last.push(event);
    else moments.push([event]);
  }
  return moments;
}
