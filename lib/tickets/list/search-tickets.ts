import { ownScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { ticketFilters } from "../schemas";
import { listPage, listReader } from "./list-page";
import type { FoundTicket } from "./types";

const MAX_FOUND = 8;

/** Returns the viewer's tickets that the list's search finds first; none for a blank text. */
export async function searchTickets(viewer: Viewer, typed: string): Promise<FoundTicket[]> {
  const filters = ticketFilters.parse({ q: typed });
  if (!filters.q) return [];
  const { items } = await listPage(listReader(viewer, ownScope(viewer)), filters, MAX_FOUND);
  return items.map(({ id, number, subject, provider, status }) => ({
    id,
    number,
    subject,
    hint: `${provider.name} · ${status.label}`,
  }));
}
