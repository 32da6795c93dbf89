import type { Viewer } from "../auth/types";
import { audit, auditOnce, type AuditRecord } from "../db/audit";
import { sql } from "../db/sql";
import type { Json } from "../providers/contract";
import { ticketDetail } from "../tickets/detail";
import { listPage } from "../tickets/list";
import { listMarks, type ListMarks } from "../tickets/list-news";
import { ticketFilters, type TicketFilters } from "../tickets/schemas";
import { staffScope, type Scope } from "../tickets/scope";
import { surroundings } from "../tickets/surroundings";
import type { ReviewTicketDetail, RevisionView, TicketPageView } from "../tickets/types";
import { requestsOf } from "./requests";
import { encryptedIds, redactEncrypted, redactEvent } from "./redact-encrypted";

/**
 * A page of the tickets of every organization, with the freshness of the connections they come from, and a line in the audit trail with what was searched
 * for. Staff only: not_found for anybody else.
 */
export async function listAllTickets(viewer: Viewer, filters: TicketFilters): Promise<TicketPageView> {
  const scope = staffScope(viewer);
  const [view] = await Promise.all([everyTicket(scope, filters), auditOnce(listView(viewer, filters))]);
  return view;
}

/** What the audit trail keeps of a look at the list: every filter, each of at most 200 characters. */
function listView({ userId }: Viewer, filters: TicketFilters): AuditRecord {
  const { sort: _sort, after, ...narrowing } = filters;
  const asked = Object.entries(narrowing).filter(([, value]) => value !== undefined);
  return {
    actorId: userId,
    organizationId: filters.organization ?? null,
    action: filters.q ? "tickets.searched" : "tickets.listed",
    targetType: "list",
    targetId: "tickets",
    data: { ...Object.fromEntries(asked), ...(after ? { after } : {}) },
  };
}

async function everyTicket(scope: Scope, filters: TicketFilters): Promise<TicketPageView> {
  const page = await listPage(scope, filters);
  return { ...page, ...(await surroundings(scope, [...new Set(page.items.map((item) => item.connectionId))])) };
}

/** The marks of a page of that list as it is now. Staff only. */
export async function reviewListNews(viewer: Viewer, filters: TicketFilters): Promise<ListMarks> {
  return listMarks(await everyTicket(staffScope(viewer), filters));
}

const OTHERS = 6;

/** One ticket of any organization with its whole history, and a line in the audit trail that this viewer has looked. Staff only. */
export async function getReviewTicket(viewer: Viewer, id: string, at?: Date): Promise<ReviewTicketDetail | null> {
  const scope = staffScope(viewer);
  const found = await ticketDetail(scope, id, at);
  if (!found) return null;
  const { ticket, identity } = found;
  const [revisions, encrypted, requests, others] = await Promise.all([
    revisionsOf(id),
    encryptedIds(id),
    requestsOf(id, identity.connectionId),
    listPage(scope, { ...ticketFilters.parse({}), organization: identity.organizationId }, OTHERS),
    audit({ actorId: viewer.userId, organizationId: identity.organizationId, action: "ticket.viewed", targetType: "ticket", targetId: id }),
  ]);
  return {
    ...ticket,
    ...identity,
    events: ticket.events.map((event) => redactEvent(event, encrypted)),
    revisions: revisions.map((revision) => ({ ...revision, raw: redactEncrypted(revision.raw, encrypted) })),
    requests, others: others.items.filter((item) => item.id !== id) };
}

const MOST_REVISIONS = 100;

async function revisionsOf(ticketId: string): Promise<RevisionView[]> {
  const rows = await sql<{ id: string; seen_at: Date; raw: Json }>("SELECT r.id, r.seen_at, c.raw FROM revision r JOIN raw_content c USING (ticket_id, content_hash) WHERE r.ticket_id = $1 ORDER BY r.id DESC LIMIT $2", [ticketId, MOST_REVISIONS]);
  return rows.map((row) => ({ id: String(row.id), seenAt: row.seen_at, raw: row.raw }));
}
