import type { TicketFilters } from "@/lib/tickets/schemas";

const NARROWING = [
  "q",
  "turn",
  "provider",
  "status",
  "priority",
  "service",
  "organization",
] as const;

/** Whether anything narrows the list; the order and the page do not. */
export function isNarrowed(filters: TicketFilters): boolean {
  return NARROWING.some((name) => Boolean(filters[name]));
}

/** The list's address with these filters, on the page that begins after `after`. */
export function filterUrl(base: string, filters: TicketFilters, after?: string): string {
  const query = new URLSearchParams();
  for (const name of NARROWING) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  if (filters.sort !== "activity") query.set("sort", filters.sort);
  if (after) query.set("after", after);
  const text = query.toString();
  return text === "" ? base : `${base}?${text}`;
}
