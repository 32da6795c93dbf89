import { sql } from "kysely";

import { isAnyOf } from "../../db/expressions";
import { portalUrl } from "../../portal-url";
import { ticketUrl } from "../../routes";
import { listPage, type ListReader } from "../../tickets/list/list-page";
import { pastTicket, ticketsAt } from "../../tickets/list/past/past-tickets";
import type { TicketListItem } from "../../tickets/list/types";
import type { TicketFilters } from "../../tickets/schemas";

const ROWS_PER_PAGE = 250;

/** Names and their order are a contract with people's scripts: docs/exports.md. */
export const EXPORT_COLUMNS = [
  "id",
  "number",
  "subject",
  "organization",
  "organization_id",
  "provider",
  "account",
  "status",
  "turn",
  "priority",
  "category",
  "services",
  "requester",
  "messages",
  "opened_at",
  "last_activity_at",
  "first_seen_at",
  "read_at",
  "removed_at",
  "first_answer_at",
  "first_answer_seconds",
  "done_at",
  "address",
  "continue_after",
] as const;

export type ExportValue = string | number | Date | null | string[];
export type ExportRow = Record<(typeof EXPORT_COLUMNS)[number], ExportValue>;

interface ExportPage {
  rows: ExportRow[];
  /** For the next page; null after the last one. */
  next: string | null;
}

/** Reads the list page by page. The last row of each says where an export can continue. */
export async function* exportPages(
  reader: ListReader,
  filters: TicketFilters,
  maxRows: number,
): AsyncGenerator<ExportPage> {
  let after = filters.after;
  for (let left = maxRows; left > 0; left -= ROWS_PER_PAGE) {
    const size = Math.min(left, ROWS_PER_PAGE);
    const page = await listPage(reader, { ...filters, after, before: undefined }, size);
    const rows = await toRows(page.items, page.nextCursor, filters.at);
    yield { rows, next: page.nextCursor };
    if (page.nextCursor === null) return;
    after = page.nextCursor;
  }
}

async function toRows(
  items: readonly TicketListItem[],
  next: string | null,
  at?: string,
): Promise<ExportRow[]> {
  const ids = items.map(({ id }) => id);
  const sources = await sourcesOf(ids, at);
  return items.flatMap((item, index) => {
    const source = sources.get(item.id);
    if (!source) return [];
    const isLast = index === items.length - 1;
    return [toRow(item, source, isLast ? next : null)];
  });
}

function toRow(item: TicketListItem, source: Source, next: string | null): ExportRow {
  return {
    id: item.id,
    number: item.number,
    subject: source.subject,
    organization: source.organization,
    organization_id: source.organizationId,
    provider: source.provider,
    account: item.connectionLabel,
    status: source.status,
    turn: item.turn,
    priority: source.priority,
    category: source.category,
    services: item.services,
    requester: source.requester,
    messages: item.messageCount,
    opened_at: source.openedAt,
    last_activity_at: item.activityAt,
    first_seen_at: source.firstSeenAt,
    read_at: item.readAt,
    removed_at: item.goneAt,
    first_answer_at: source.firstAnswerAt,
    first_answer_seconds: secondsBetween(source.firstAskedAt, source.firstAnswerAt),
    done_at: source.doneAt,
    address: portalUrl(ticketUrl("staff", item.id, { at: source.at })),
    continue_after: next,
  };
}

function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.round((to.getTime() - from.getTime()) / 1_000) : null;
}

/** The providers' own words, which lists shorten and translate. */
async function sourcesOf(ids: string[], at?: string) {
  if (ids.length === 0) return new Map<string, never>();
  const moment = at === undefined ? {} : { at: sql.val(at) };
  const then = at !== undefined;
  const rows = await ticketsAt({ all: sql.lit(true), ...moment })
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .leftJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .select((eb) => [
      "t.id",
      "t.subject",
      "o.name as organization",
      "o.id as organizationId",
      "t.provider",
      "t.status",
      "t.priority",
      eb.fn.coalesce("t.category_label", "t.category_id").as("category"),
      "t.requester_name as requester",
      "t.opened_at as openedAt",
      "t.first_seen_at as firstSeenAt",
      (then ? pastTicket.ref("t.first_asked_at") : eb.ref("l.first_asked_at")).as("firstAskedAt"),
      (then ? pastTicket.ref("t.first_answer_at") : eb.ref("l.first_answer_at")).as(
        "firstAnswerAt",
      ),
      (then ? pastTicket.ref("t.done_at") : eb.ref("l.done_at")).as("doneAt"),
    ])
    .execute();
  const shownAt = at === undefined ? undefined : new Date(at);
  return new Map(rows.map((row) => [row.id, { ...row, at: shownAt }]));
}

type Source = NonNullable<ReturnType<Awaited<ReturnType<typeof sourcesOf>>["get"]>>;
