import { ownScope, type Scope, scopeCondition, staffScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import {
  FRESHNESS_JSON,
  type FreshnessJson,
  loadFreshness,
  toFreshness,
} from "../connections/freshness";
import { audit } from "../db/audit";
import { sql } from "../db/sql";
import { SqlParameters } from "../db/sql-parameters";
import { isId } from "../ids";
import type { Json } from "../providers/contract";
import { providerName, serviceKindLabel } from "../providers/labels";
import { foldText } from "../search/fold";
import { visibleOr } from "../text/blank";
import { NO_NAME } from "../text/blank";
import { visibleName } from "../text/visible-name";
import { serviceFacts } from "../tickets/detail/service-facts";
import { listPage } from "../tickets/list/list-page";
import { ticketFilters } from "../tickets/schemas";
import { changeSentence, type ObservedChange } from "./change-sentence";
import type { ServiceFilters } from "./schemas";
import type { ServiceDetail, ServiceListItem, ServicePage } from "./types";

const PER_PAGE = 50;
const CHANGES_PER_PAGE = 200;
/** Any other parameter shows the newest page. */
const CHANGE_ID = /^\d{1,18}$/;
const MAX_TICKETS = 10;

interface ListRow {
  id: string;
  kind: string;
  external_id: string;
  name: string | null;
  status: string | null;
  gone_at: Date | null;
  provider: string;
  connection_label: string;
  tickets: number;
  open_tickets: number;
  changed_at: Date | null;
}

interface DetailRow extends ListRow {
  organization_id: string;
  organization_name: string;
  connection_id: string;
  details: Record<string, Json>;
}

/** Columns of a service `v` of a connection `c`. */
const COLUMNS = `
  v.id, v.kind, v.external_id, v.name, v.status, v.gone_at, c.provider,
    c.label AS connection_label,
    (SELECT count(*)::int FROM ticket_service ts WHERE ts.service_id = v.id) AS tickets,
    (
      SELECT count(*)::int
      FROM ticket_service ts
      JOIN ticket t ON t.id = ts.ticket_id
      WHERE ts.service_id = v.id
        AND t.turn <> 'done'
        AND t.gone_at IS NULL
    ) AS open_tickets,
    (SELECT max(h.seen_at) FROM service_change h WHERE h.service_id = v.id) AS changed_at`;

/** Lists the services of the viewer's organizations, removed ones last. */
export async function listServices(viewer: Viewer, filters: ServiceFilters): Promise<ServicePage> {
  const scope = ownScope(viewer);
  const parameters = new SqlParameters();
  const conditions = [scopeCondition(scope, "v.organization_id", parameters)];
  if (filters.q)
    conditions.push(`v.id = ANY(${parameters.add(await matchingServices(scope, filters.q))})`);
  const order = "v.gone_at IS NOT NULL, v.kind, coalesce(v.name, v.external_id), v.id";
  const [rows, freshness] = await Promise.all([
    sql<ListRow>(
      `SELECT ${COLUMNS}
        FROM (
          SELECT v.*
          FROM service v
          WHERE ${conditions.join(" AND ")}
          ORDER BY ${order}
          LIMIT ${PER_PAGE + 1}
          OFFSET ${parameters.add((filters.page - 1) * PER_PAGE)}
        ) v
        JOIN connection c ON c.id = v.connection_id
        ORDER BY ${order}`,
      parameters.values,
    ),
    freshnessOfAll(scope),
  ]);
  return {
    services: rows.slice(0, PER_PAGE).map(listItem),
    more: rows.length > PER_PAGE,
    freshness,
  };
}

const MAX_COMPARED = 50_000;

/** Searches names and external ids here, as PostgreSQL's case folding depends on its locale. */
async function matchingServices(scope: Scope, typed: string): Promise<string[]> {
  const parameters = new SqlParameters();
  const rows = await sql<{ id: string; name: string | null; external_id: string }>(
    `SELECT v.id, v.name, v.external_id FROM service v
      WHERE ${scopeCondition(scope, "v.organization_id", parameters)} LIMIT ${MAX_COMPARED}`,
    parameters.values,
  );
  const { folded } = foldText(typed);
  return rows.flatMap(({ id, name, external_id }) =>
    foldText(`${name ?? ""} ${external_id}`).folded.includes(folded) ? [id] : [],
  );
}

async function freshnessOfAll(scope: Scope) {
  const parameters = new SqlParameters();
  const rows = await sql<{ connection: FreshnessJson }>(
    `SELECT ${FRESHNESS_JSON} AS connection
      FROM connection c
      WHERE ${scopeCondition(scope, "c.organization_id", parameters)}
      ORDER BY c.label, c.id`,
    parameters.values,
  );
  return rows.map((row) => toFreshness(row.connection));
}

function listItem(row: ListRow): ServiceListItem {
  return {
    id: row.id,
    name: visibleName(visibleOr(row.name, visibleOr(row.external_id, NO_NAME))),
    kindLabel: serviceKindLabel(row.provider, row.kind),
    providerName: providerName(row.provider),
    connectionLabel: row.connection_label,
    status: row.status,
    goneAt: row.gone_at,
    tickets: row.tickets,
    openTickets: row.open_tickets,
    changedAt: row.changed_at,
  };
}

/** Returns one of the viewer's services with a page of its changes; null for any other id. */
export async function getService(
  viewer: Viewer,
  id: string,
  changesBefore?: string,
): Promise<ServiceDetail | null> {
  return (await serviceWithin(ownScope(viewer), id, changesBefore))?.service ?? null;
}

/**
 * Returns a service of any organization and audits the view. Throws `not_found` for anyone but
 * staff.
 */
export async function getReviewService(
  viewer: Viewer,
  id: string,
  changesBefore?: string,
): Promise<ServiceDetail | null> {
  const found = await serviceWithin(staffScope(viewer), id, changesBefore);
  if (!found) return null;
  await audit({
    actorId: viewer.userId,
    organizationId: found.organizationId,
    action: "service.viewed",
    targetType: "service",
    targetId: id,
  });
  return found.service;
}

interface FoundService {
  service: ServiceDetail;
  organizationId: string;
}

async function serviceWithin(
  scope: Scope,
  id: string,
  changesBefore?: string,
): Promise<FoundService | null> {
  if (!isId(id)) return null;
  const parameters = new SqlParameters();
  const [row] = await sql<DetailRow>(
    `SELECT ${COLUMNS}, v.organization_id, o.name AS organization_name, v.connection_id,
        v.details
      FROM service v
      JOIN connection c ON c.id = v.connection_id
      JOIN organization o ON o.id = v.organization_id
      WHERE v.id = ${parameters.add(id)}
        AND ${scopeCondition(scope, "v.organization_id", parameters)}`,
    parameters.values,
  );
  if (!row) return null;
  const [history, tickets, freshness] = await Promise.all([
    changesOf(id, providerName(row.provider), changesBefore),
    listPage(scope, { ...ticketFilters.parse({}), service: id }, MAX_TICKETS),
    loadFreshness(row.connection_id),
  ]);
  if (!freshness) return null;
  const service = {
    ...listItem(row),
    organizationName: row.organization_name,
    externalId: row.external_id,
    facts: serviceFacts(row.details),
    ...history,
    newestTickets: tickets.items,
    freshness,
  };
  return { service, organizationId: row.organization_id };
}

type ServiceHistory = Pick<ServiceDetail, "changes" | "olderChanges" | "isOlderHistory">;

async function changesOf(
  serviceId: string,
  provider: string,
  before?: string,
): Promise<ServiceHistory> {
  const from = before !== undefined && CHANGE_ID.test(before) ? before : null;
  const rows = await sql<ObservedChange & { id: string; seen_at: Date }>(
    `SELECT id, field, before, after, seen_at FROM service_change
      WHERE service_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [serviceId, from, CHANGES_PER_PAGE + 1],
  );
  const page = rows.slice(0, CHANGES_PER_PAGE);
  const last = page.at(-1);
  return {
    changes: page.map((row) => ({
      id: String(row.id),
      sentence: changeSentence(row, provider),
      seenAt: row.seen_at,
    })),
    olderChanges: rows.length > page.length && last ? String(last.id) : null,
    isOlderHistory: from !== null,
  };
}
