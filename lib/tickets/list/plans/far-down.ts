import type { TicketFilters } from "../../schemas";
import type { FilterValues } from "../filter-values";

const FAR_MS = 60 * 86_400_000;

const ENDS = ["ageBefore", "openedUntil", "doneUntil", "answeredUntil"] as const;
const STARTS = ["ageSince", "openedSince", "doneSince", "answeredSince"] as const;

const isLongAgo = (time: string): boolean => Date.parse(time) < Date.now() - FAR_MS;

/**
 * True where a sort's own index would lead through very many tickets before the first one with
 * these values: PostgreSQL does not know that old tickets had their last activity long ago.
 */
export function areFarDown(values: FilterValues, sort: TicketFilters["sort"]): boolean {
  const some = (bounds: ReadonlyArray<keyof FilterValues>, areLongAgo: boolean) =>
    bounds.some((name) => {
      const time = values[name];
      return typeof time === "string" && isLongAgo(time) === areLongAgo;
    });
  // No sort but these two has an index with the assignee's few tickets in its order.
  if (values.assignee && sort !== "activity" && sort !== "oldest") return true;
  if (sort === "replied") return false;
  if (sort === "oldest") return some(STARTS, false);
  // The longest waiting are old; the tickets that are done come last.
  if (sort === "waiting") return some(STARTS, false) || some(["doneUntil", "answeredUntil"], true);
  return some(sort === "opened" ? ["until"] : ENDS, true);
}
