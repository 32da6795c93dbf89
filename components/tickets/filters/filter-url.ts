import type { Route } from "next";

import { type Audience, ticketsUrl } from "@/lib/routes";
import { LINKED_FILTERS, STAFF_FILTERS, VALUE_FILTERS } from "@/lib/tickets/filter-names";
import type { TicketFilters } from "@/lib/tickets/schemas";

const SINGLE_FILTERS = [
  "q",
  "filed",
  "show",
  "since",
  "until",
  ...LINKED_FILTERS,
  ...STAFF_FILTERS,
] as const;

/** True if any filter is set; order and page do not count. */
export function isNarrowed(filters: TicketFilters): boolean {
  return (
    SINGLE_FILTERS.some((name) => Boolean(filters[name])) ||
    VALUE_FILTERS.some((name) => filters[name].length > 0)
  );
}

/** Asks for the page after or before a row, the total, and the less common filters. */
export interface PageParts {
  after?: string;
  before?: string;
  count?: "1";
  more?: "1";
}

/** Returns the address of the list with these filters. */
export function filterUrl(audience: Audience, filters: TicketFilters, page?: PageParts): Route {
  const { sort, view, at } = filters;
  return ticketsUrl(audience, {
    ...Object.fromEntries(
      [...SINGLE_FILTERS, ...VALUE_FILTERS].map((name) => [name, filters[name] || undefined]),
    ),
    sort: sort === "activity" ? undefined : sort,
    view,
    at,
    ...page,
  });
}
