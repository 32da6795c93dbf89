import type { Translate } from "@/lib/i18n/message";

/** Describes how many tickets a page shows: "First 25 tickets". */
export function resultCountText(
  t: Translate,
  count: number,
  { isFirst, hasMore, isBackwards }: { isFirst: boolean; hasMore: boolean; isBackwards: boolean },
): string {
  if (count === 0) return t(isFirst ? "tickets.countNone" : "tickets.countNoMore");
  if (isFirst) return t(hasMore ? "tickets.countFirst" : "tickets.count", { count });
  if (isBackwards) return t("tickets.countPage", { count });
  return t(hasMore ? "tickets.countNext" : "tickets.countLast", { count });
}
