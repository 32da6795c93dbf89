import { type Scope, scopeCondition } from "../../auth/scope";
import { sql } from "../../db/sql";
import { SqlParameters } from "../../db/sql-parameters";
import type { Turn } from "../../providers/contract";
import { priorityLabel, providerName, statusLabel } from "../../providers/labels";
import { visibleOr } from "../../text/blank";
import { NO_NAME, NO_SUBJECT } from "../../text/blank";
import { visibleName } from "../../text/visible-name";
import type { TicketFilters } from "../schemas";
import { readCursor, writeCursor } from "./cursor";
import { searchCondition } from "./search-condition";
import type { TicketListItem } from "./types";

const TICKETS_PER_PAGE = 25;

export interface ListRow {
  id: string;
  number: string;
  subject: string | null;
  provider: string;
  connection_id: string;
  connection_label: string;
  organization_name: string;
  status: string;
  turn: Turn;
  priority: string | null;
  services: string[] | null;
  requester_name: string | null;
  message_count: number | null;
  activity_at: Date;
  read_at: Date;
  gone_at: Date | null;
}

/** `read_at` counts a complete sweep that found the summary unchanged. */
const LIST_COLUMNS = `
  t.id, t.number, t.subject, t.provider, t.connection_id, c.label AS connection_label,
    o.name AS organization_name, t.status, t.turn, t.priority,
    (
      SELECT array_agg(coalesce(ts.name, ts.kind) ORDER BY ts.position)
      FROM ticket_service ts
      WHERE ts.ticket_id = t.id
    ) AS services, t.requester_name, t.message_count, t.activity_at, t.gone_at,
    coalesce(t.gone_at, greatest(t.read_at, c.last_read_at)) AS read_at`;

/** Returns one page by keyset, at constant cost. The inner query cuts the page before the joins. */
export async function listPage(
  scope: Scope,
  filters: TicketFilters,
  size = TICKETS_PER_PAGE,
): Promise<{ items: TicketListItem[]; nextCursor: string | null }> {
  const parameters = new SqlParameters();
  const [direction, comparison] = filters.sort === "oldest" ? ["ASC", ">"] : ["DESC", "<"];
  const conditions = await conditionsOf(scope, filters, parameters);
  const cursor = readCursor(filters.after);
  if (cursor)
    conditions.push(
      `(t.activity_at, t.id) ${comparison} (${parameters.add(cursor.activityAt)}::timestamptz, ${parameters.add(cursor.id)})`,
    );
  const order = `ORDER BY t.activity_at ${direction}, t.id ${direction}`;
  const rows = await sql<ListRow>(
    `SELECT ${LIST_COLUMNS}
      FROM (
        SELECT t.* FROM ticket t WHERE ${conditions.join(" AND ")} ${order} LIMIT ${size + 1}
      ) t
      JOIN connection c ON c.id = t.connection_id
      JOIN organization o ON o.id = t.organization_id ${order}`,
    parameters.values,
  );
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map((row) => listItem(row, scope.kind === "all")),
    nextCursor: rows.length > size && last ? writeCursor(last.activity_at, last.id) : null,
  };
}

const EQUALITIES = {
  turn: 't.turn = %::"Turn"',
  provider: "t.provider = %",
  status: "t.status = %",
  priority: "t.priority = %",
  organization: "t.organization_id = %",
} as const;

async function conditionsOf(
  scope: Scope,
  filters: TicketFilters,
  parameters: SqlParameters,
): Promise<string[]> {
  const conditions = [scopeCondition(scope, "t.organization_id", parameters)];
  for (const [name, condition] of Object.entries(EQUALITIES) as Array<
    [keyof typeof EQUALITIES, string]
  >) {
    const value = filters[name];
    if (value) conditions.push(condition.replace("%", parameters.add(value)));
  }
  if (filters.service)
    conditions.push(
      `EXISTS (
          SELECT 1
          FROM ticket_service ts
          WHERE ts.ticket_id = t.id
            AND ts.service_id = ${parameters.add(filters.service)}
        )`,
    );
  if (filters.q) conditions.push(await searchCondition(scope, filters.q, parameters));
  return conditions;
}

export function listItem(row: ListRow, withOrganization: boolean): TicketListItem {
  return {
    id: row.id,
    number: row.number,
    subject: visibleOr(row.subject, NO_SUBJECT),
    provider: { id: row.provider, name: providerName(row.provider) },
    connectionId: row.connection_id,
    connectionLabel: row.connection_label,
    organizationName: withOrganization ? row.organization_name : null,
    status: statusLabel(row.provider, row.status),
    turn: row.turn,
    priority: priorityLabel(row.provider, row.priority),
    services: (row.services ?? []).map((name) => visibleName(visibleOr(name, NO_NAME))),
    requesterName: visibleName(visibleOr(row.requester_name, "")) || null,
    messageCount: row.message_count,
    activityAt: row.activity_at,
    readAt: row.read_at,
    goneAt: row.gone_at,
  };
}
