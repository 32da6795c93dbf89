import type { Timeline } from "../../../sandbox/timeline/types";

/** The actions of this length before the end, without tickets that were filed earlier. */
export function lastDays(timeline: Timeline, length: number): Timeline {
  const filedEarlier = new Set(
    timeline.flatMap(({ at, ticket, act }) =>
      act.kind === "filed" && at < -length ? [ticket] : [],
    ),
  );
  return timeline.filter(({ at, ticket }) => at >= -length && !filedEarlier.has(ticket));
}
