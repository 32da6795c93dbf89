import { actedBy } from "../auth/acted-by";
import { type Scope, staffScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { audit, auditOnce, type AuditRecord } from "../db/audit";
import { asBoolean, countRows, isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { textsOf } from "../i18n/texts";
import { isId } from "../ids";
import type { Json } from "../providers/contract";
import { encryptedIds, redactEncrypted, redactEvent } from "../tickets/detail/redact-encrypted";
import { ticketDetail } from "../tickets/detail/ticket-detail";
import { MAX_TOTAL, PERIOD_FILTERS } from "../tickets/filter-names";
import { searchedPage } from "../tickets/list/corrected-page";
import { listContext } from "../tickets/list/list-context";
import { listReader } from "../tickets/list/list-page";
import { type ListMarks, listMarks } from "../tickets/list/list-updates";
import type { TicketPageView } from "../tickets/list/types";
import { withChosen } from "../tickets/named/with-chosen";
import { narrowingFilters, type TicketFilters } from "../tickets/schemas";
import { countMatches } from "./export/count-matches";
import { assertReason } from "./reasons/reasons";
import { relatedTickets } from "./related/related-tickets";
import { loadProviderRequests } from "./requests";
import { failingConnections } from "./sync/worst-first";
import type { ReviewTicketDetail } from "./types";

/** Audits the search. Throws `not_found` for anyone but staff. */
export async function listAllTickets(
  viewer: Viewer,
  filters: TicketFilters,
): Promise<TicketPageView> {
  const scope = staffScope(viewer);
  const { view, organizations } = await loadPage(viewer, scope, filters);
  await auditOnce(listAuditRecord(viewer, filters, organizations));
  const searched = view.correction?.shown;
  if (searched)
    await auditOnce(listAuditRecord(viewer, { ...filters, q: searched }, organizations));
  const shown = { ...filters, q: searched ?? filters.q };
  if (view.nextCursor === null || !isCounted(shown)) return view;
  const { count } = await countMatches(listReader(viewer, scope), shown, MAX_TOTAL);
  return { ...view, total: count };
}

/** True where an index finds the tickets, or if a count is asked for. */
function isCounted(filters: TicketFilters): boolean {
  if (filters.after !== undefined || filters.before !== undefined) return false;
  const { organization, account, service, q } = filters;
  const isOfFew = [organization, account, service].some((values) =>
    values.some((value) => !value.startsWith("-")),
  );
  const isOfPeriod = q === undefined && PERIOD_FILTERS.some((name) => filters[name]);
  return isOfFew || isOfPeriod || filters.count === "1";
}

/**
 * Audits every filter: the pages of a list are one look. `organizations`: of the filter, where texts
 * are replaced by what they name, so that customers see the looks at their own.
 */
export function listAuditRecord(
  viewer: Viewer,
  filters: TicketFilters,
  organizations: readonly string[],
  exported?: { count: number },
): AuditRecord {
  const narrowing = narrowingFilters(filters);
  const named = filters.organization.filter((typed) => !organizations.includes(typed));
  const all = { ...narrowing, organization: organizations, named };
  const used = Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : [[name, [value].flat().join(", ")]],
  );
  const [organization = "", ...others] = organizations;
  const isOne = others.length === 0 && isId(organization) && !organization.startsWith("-");
  return {
    ...actedBy(viewer),
    organizationId: isOne ? organization : null,
    action: exported ? "tickets.exported" : filters.q ? "tickets.searched" : "tickets.listed",
    count: exported?.count,
    targetType: "list",
    targetId: "tickets",
    data: Object.fromEntries(used),
  };
}

async function loadPage(
  viewer: Viewer,
  scope: Scope,
  filters: TicketFilters,
): Promise<{ view: TicketPageView; organizations: readonly string[] }> {
  const reader = listReader(viewer, scope);
  const page = await searchedPage(reader, filters);
  const [organizations, providers] = [chosenOf(page.organizations), chosenOf(filters.provider)];
  const failing = filters.at ? [] : await failingConnections({ organizations, providers });
  const shown = page.items.map((item) => item.connectionId);
  const around = await listContext(reader.t, reader.scope, {
    connectionIds: [...new Set([...failing, ...shown])],
    at: filters.at,
    staffId: viewer.userId,
    pendingOrganizations: organizations,
    pendingProviders: providers,
    pendingAccounts: chosenOf(page.accounts),
  });
  return { view: withChosen(page, around), organizations: page.organizations };
}

/** Undefined: all, or all but the excluded ones. */
function chosenOf(values: readonly string[]): readonly string[] | undefined {
  const chosen = values.filter((value) => !value.startsWith("-"));
  return chosen.length > 0 ? chosen : undefined;
}

/** Staff only. */
export async function reviewListUpdates(
  viewer: Viewer,
  filters: TicketFilters,
): Promise<ListMarks> {
  const { view } = await loadPage(viewer, staffScope(viewer), filters);
  return listMarks(view);
}

/** Cursors of the pages shown, and the revisions to compare. */
export interface ReviewPages {
  eventsBefore?: string;
  revisionsBefore?: string;
  compared?: readonly (string | undefined)[];
}

/** Audits the view, with its reason. Staff only. Throws `forbidden` while a reason is missing. */
export async function getReviewTicket(
  viewer: Viewer,
  id: string,
  at?: Date,
  pages: ReviewPages = {},
): Promise<ReviewTicketDetail | null> {
  const scope = staffScope(viewer);
  const reason = await assertReason(viewer, id);
  const t = textsOf(viewer.language);
  const found = await ticketDetail(t, scope, {
    viewerId: viewer.userId,
    id,
    at,
    eventsBefore: pages.eventsBefore,
  });
  if (!found) return null;
  const { ticket, identity } = found;
  const [revisions, encrypted, requests, related] = await Promise.all([
    loadRevisions(id, pages),
    encryptedIds(id),
    loadProviderRequests(t, id, identity.connectionId),
    relatedTickets(t, {
      id,
      organizationId: identity.organizationId,
      subject: ticket.subject,
      serviceIds: ticket.serviceDetails.flatMap((service) => service.id ?? []),
    }),
    audit({
      ...actedBy(viewer),
      organizationId: identity.organizationId,
      action: "ticket.viewed",
      targetType: "ticket",
      targetId: id,
      reason,
    }),
  ]);
  return {
    ...ticket,
    ...identity,
    ...revisions,
    events: ticket.events.map((event) => redactEvent(event, encrypted)),
    revisions: revisions.revisions.map((revision) => ({
      ...revision,
      raw: redactEncrypted(t, revision.raw, encrypted),
    })),
    requests,
    related,
  };
}

const REVISIONS_PER_PAGE = 100;

type Revisions = Pick<ReviewTicketDetail, "revisions" | "revisionCount" | "olderRevisions">;

const isRevisionId = (id: string | undefined): id is string =>
  id !== undefined && /^\d{1,18}$/.test(id);

async function loadRevisions(
  ticketId: string,
  { revisionsBefore, compared = [] }: ReviewPages,
): Promise<Revisions> {
  const before = isRevisionId(revisionsBefore) ? revisionsBefore : null;
  const [count, rows] = await Promise.all([
    db()
      .selectFrom("revision")
      .select(countRows().as("all"))
      .where("ticket_id", "=", ticketId)
      .executeTakeFirst(),
    db()
      .with("page", (query) =>
        query
          .selectFrom("revision")
          .select("id")
          .where("ticket_id", "=", ticketId)
          .$if(before !== null, (newest) => newest.where("id", "<", before))
          .orderBy("id", "desc")
          .limit(REVISIONS_PER_PAGE),
      )
      .selectFrom("revision as r")
      .innerJoin("raw_content as c", (join) =>
        join
          .onRef("c.ticket_id", "=", "r.ticket_id")
          .onRef("c.content_hash", "=", "r.content_hash"),
      )
      .where("r.ticket_id", "=", ticketId)
      .where((eb) =>
        eb.or([
          eb("r.id", "in", eb.selectFrom("page").select("page.id")),
          isAnyOf(eb.ref("r.id"), compared.filter(isRevisionId)),
        ]),
      )
      .select((eb) => [
        "r.id",
        "r.seen_at as seenAt",
        eb.ref("c.raw").$castTo<Json>().as("raw"),
        asBoolean(
          eb.exists(
            eb
              .selectFrom("revision as o")
              .select("o.id")
              .where("o.ticket_id", "=", ticketId)
              .where("o.id", "<", (sub) =>
                sub.selectFrom("page").select((page) => page.fn.min("page.id").as("oldest")),
              ),
          ),
        ).as("more"),
      ])
      .orderBy("r.id", "desc")
      .execute(),
  ]);
  const inPage = rows
    .filter(({ id }) => before === null || BigInt(id) < BigInt(before))
    .slice(0, REVISIONS_PER_PAGE);
  return {
    revisions: rows.map(({ id, seenAt, raw }) => ({ id, seenAt, raw })),
    revisionCount: count?.all ?? 0,
    olderRevisions: rows[0]?.more ? (inPage.at(-1)?.id ?? null) : null,
  };
}
