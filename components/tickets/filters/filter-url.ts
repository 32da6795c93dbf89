import type { Route } from "next";

import { type Audience, ticketsUrl } from "@/lib/routes";
import type { TicketFilters } from "@/lib/tickets/schemas";

const NARROWING_FILTERS = [
  "q",
  "turn",
  "provider",
  "status",
  "priority",
  "service",
  "organization",
] as const;

/** True if any filter is set; order and page do not count. */
export function isNarrowed(filters: TicketFilters): boolean {
  return NARROWING_FILTERS.some((name) => Boolean(filters[name]));
}

/** Of the last or first row of another page. */
export type PageCursor = { after: string } | { before: string };

/** Returns the list's address with these filters, on the page after or before a cursor. */
export function filterUrl(audience: Audience, filters: TicketFilters, page?: PageCursor): Route {
  const query: Record<string, string> = {};
  for (const name of NARROWING_FILTERS) {
    const value = filters[name];
    if (value) query[name] = value;
  }
  if (filters.sort !== "activity") query.sort = filters.sort;
  return ticketsUrl(audience, { ...query, ...page });
}
