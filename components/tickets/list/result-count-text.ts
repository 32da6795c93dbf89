import type { Translate } from "@/lib/i18n/message";
import { MAX_TOTAL } from "@/lib/tickets/filter-names";

interface CountedPage {
  isFirst: boolean;
  hasMore: boolean;
  isBackwards: boolean;
  /** Tickets on all pages, counted up to one more than `MAX_TOTAL`. */
  total?: number;
}

/** Describes how many tickets a page shows: "First 25 tickets", "First 25 of 41 tickets". */
export function resultCountText(
  t: Translate,
  count: number,
  { isFirst, hasMore, isBackwards, total }: CountedPage,
): string {
  if (count === 0) return t(isFirst ? "tickets.countNone" : "tickets.countNoMore");
  if (isFirst && hasMore && total !== undefined)
    return total > MAX_TOTAL
      ? t("tickets.countOfMore", { count, total: MAX_TOTAL })
      : t("tickets.countOf", { count, total });
  if (isFirst) return t(hasMore ? "tickets.countFirst" : "tickets.count", { count });
  if (isBackwards) return t("tickets.countPage", { count });
  return t(hasMore ? "tickets.countNext" : "tickets.countLast", { count });
}
