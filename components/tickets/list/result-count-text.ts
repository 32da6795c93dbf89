/** Describes how many tickets a page shows: "First 25 tickets". */
export function resultCountText(
  shown: number,
  page: { isFirst: boolean; hasMore: boolean },
): string {
  if (shown === 0) return page.isFirst ? "Nothing matches" : "No more tickets";
  const tickets = `${shown} ${shown === 1 ? "ticket" : "tickets"}`;
  if (page.isFirst) return page.hasMore ? `First ${tickets}` : tickets;
  return page.hasMore ? `Next ${tickets}` : `Last ${tickets}`;
}
