import { may } from "../auth/permissions";
import { ownScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { databaseNow } from "../db/clock";
import { textsOf } from "../i18n/texts";
import { encryptedIds, redactEvent } from "./detail/redact-encrypted";
import { ticketDetail } from "./detail/ticket-detail";
import type { TicketDetail } from "./detail/types";
import { SORTS_OF } from "./filter-names";
import { searchedPage } from "./list/corrected-page";
import { listContext } from "./list/list-context";
import { listReader } from "./list/list-page";
import type { TicketPageView } from "./list/types";
import { withChosen } from "./named/with-chosen";
import type { TicketFilters } from "./schemas";

/** Filters of the list over all organizations. */
const WITHOUT_STAFF_FILTERS = {
  organization: [],
  account: [],
  category: [],
  assignee: [],
  removed: undefined,
  age: undefined,
  unanswered: undefined,
} satisfies Partial<TicketFilters>;

/** Returns a page of the viewer's tickets with its context. */
export async function listTickets(viewer: Viewer, filters: TicketFilters): Promise<TicketPageView> {
  const scope = ownScope(viewer);
  const [page, around] = await Promise.all([
    searchedPage(listReader(viewer, scope), {
      ...filters,
      ...WITHOUT_STAFF_FILTERS,
      sort: SORTS_OF.customer.find((sort) => sort === filters.sort) ?? "activity",
    }),
    listContext(textsOf(viewer.language), scope, { at: filters.at }),
  ]);
  return withChosen(page, around);
}

/** Returns the viewer's ticket, optionally at a past time; null for any other id. */
export async function getTicket(
  viewer: Viewer,
  id: string,
  at?: Date,
  eventsBefore?: string,
): Promise<TicketDetail | null> {
  const t = textsOf(viewer.language);
  const found = await ticketDetail(t, ownScope(viewer), {
    viewerId: viewer.userId,
    id,
    at,
    eventsBefore,
    hidesEncrypted: viewer.seenBy !== undefined,
  });
  if (!found) return null;
  const { identity } = found;
  const ticket = viewer.seenBy ? await withoutEncrypted(found.ticket) : found.ticket;
  if (may(viewer, "tickets.write", identity.organizationId)) return ticket;
  return {
    ...ticket,
    actions: [],
    mayNotReply: null,
    continueBy: null,
    privacy: { ...ticket.privacy, mayChange: false },
    isReader: true,
  };
}

/** Events have encrypted texts as well. */
async function withoutEncrypted(ticket: TicketDetail): Promise<TicketDetail> {
  const encrypted = await encryptedIds(ticket.id);
  return { ...ticket, events: ticket.events.map((event) => redactEvent(event, encrypted)) };
}

const FRESH_FOR_MS = 60_000;

/** True when the provider should be read before the ticket is relied on. */
export function needsRefresh(ticket: TicketDetail, now = databaseNow()): boolean {
  return (
    ticket.asOf === null &&
    ticket.goneAt === null &&
    ticket.freshness.status === "active" &&
    now.getTime() - ticket.readAt.getTime() > FRESH_FOR_MS
  );
}
