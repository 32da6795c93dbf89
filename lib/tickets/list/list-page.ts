import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { type Scope, scopedTickets } from "../../auth/scope";
import { db } from "../../db/kysely";
import type { DB } from "../../db/tables";
import { priorityLabel, providerName, statusLabel } from "../../providers/labels";
import { NO_NAME, NO_SUBJECT, visibleOr } from "../../text/blank";
import { visibleName } from "../../text/visible-name";
import type { TicketFilters } from "../schemas";
import { readCursor, writeCursor } from "./cursor";
import { searchCondition } from "./search-condition";
import type { TicketListItem } from "./types";

const TICKETS_PER_PAGE = 25;

/** Of a ticket `t`, its connection `c` and organization `o`. */
export const LIST_COLUMNS = [
  "t.id",
  "t.number",
  "t.subject",
  "t.provider",
  "t.connection_id as connectionId",
  "c.label as connectionLabel",
  "o.name as organizationName",
  "t.status",
  "t.turn",
  "t.priority",
  "t.requester_name as requesterName",
  "t.message_count as messageCount",
  "t.activity_at as activityAt",
  "t.gone_at as goneAt",
] as const;

/** A complete sweep of connection `c` that found ticket `t` unchanged counts. */
export function readAt() {
  const eb = expressionBuilder<{ t: DB["ticket"]; c: DB["connection"] }, "t" | "c">();
  const newest = eb.fn<Date>("greatest", ["t.read_at", "c.last_read_at"]);
  return eb.fn.coalesce("t.gone_at", newest).as("readAt");
}

/** Returns one page by keyset, at constant cost. */
export async function listPage(
  scope: Scope,
  filters: TicketFilters,
  size = TICKETS_PER_PAGE,
): Promise<{ items: TicketListItem[]; nextCursor: string | null }> {
  const rows = await listRows(scope, filters, size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map((row) => listItem(row, scope.kind === "all")),
    nextCursor: rows.length > size && last ? writeCursor(last.activityAt, last.id) : null,
  };
}

/** The inner query cuts the page before the joins. */
async function listRows(scope: Scope, filters: TicketFilters, limit: number) {
  const direction = filters.sort === "oldest" ? "asc" : "desc";
  const search = filters.q ? await searchCondition(scope, filters.q) : undefined;
  const page = filteredTickets(scope, filters, search)
    .selectAll("t")
    .orderBy("t.activity_at", direction)
    .orderBy("t.id", direction)
    .limit(limit);
  return db()
    .selectFrom(page.as("t"))
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(LIST_COLUMNS)
    .select((eb) => [
      readAt(),
      eb
        .selectFrom("ticket_service as ts")
        .select(({ fn }) =>
          fn
            .agg<string[]>("array_agg", [fn.coalesce("ts.name", "ts.kind")])
            .orderBy("ts.position")
            .as("names"),
        )
        .whereRef("ts.ticket_id", "=", "t.id")
        .as("services"),
    ])
    .orderBy("t.activity_at", direction)
    .orderBy("t.id", direction)
    .execute();
}

type ListRow = Awaited<ReturnType<typeof listRows>>[number];

const COLUMN_FILTERS = ["turn", "provider", "status", "priority"] as const;

function filteredTickets(
  scope: Scope,
  filters: TicketFilters,
  search: Expression<SqlBool> | undefined,
) {
  const { organization, service } = filters;
  const cursor = readCursor(filters.after);
  let tickets = scopedTickets(scope);
  for (const name of COLUMN_FILTERS) {
    const value = filters[name];
    if (value) tickets = tickets.where(`t.${name}`, "=", value);
  }
  if (organization) tickets = tickets.where("t.organization_id", "=", organization);
  if (service) {
    tickets = tickets.where((eb) =>
      eb.exists(
        eb
          .selectFrom("ticket_service as ts")
          .select("ts.ticket_id")
          .whereRef("ts.ticket_id", "=", "t.id")
          .where("ts.service_id", "=", service),
      ),
    );
  }
  if (search) tickets = tickets.where(search);
  if (cursor) {
    tickets = tickets.where((eb) => {
      const lastShown = eb.tuple(
        eb.cast<Date>(eb.val(cursor.activityAt), "timestamptz"),
        cursor.id,
      );
      const comparison = filters.sort === "oldest" ? ">" : "<";
      return eb(eb.refTuple("t.activity_at", "t.id"), comparison, lastShown);
    });
  }
  return tickets;
}

export function listItem(row: ListRow, withOrganization: boolean): TicketListItem {
  return {
    id: row.id,
    number: row.number,
    subject: visibleOr(row.subject, NO_SUBJECT),
    provider: { id: row.provider, name: providerName(row.provider) },
    connectionId: row.connectionId,
    connectionLabel: row.connectionLabel,
    organizationName: withOrganization ? row.organizationName : null,
    status: statusLabel(row.provider, row.status),
    turn: row.turn,
    priority: priorityLabel(row.provider, row.priority),
    services: (row.services ?? []).map((name) => visibleName(visibleOr(name, NO_NAME))),
    requesterName: visibleName(visibleOr(row.requesterName, "")) || null,
    messageCount: row.messageCount,
    activityAt: row.activityAt,
    readAt: row.readAt,
    goneAt: row.goneAt,
  };
}
