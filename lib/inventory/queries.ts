import { expressionBuilder, type Selection, sql } from "kysely";

import { actedBy } from "../auth/acted-by";
import { may } from "../auth/permissions";
import { inScope, isOpenInScope, ownScope, type Scope, staffScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { freshnessJson, loadFreshness, toFreshness } from "../connections/freshness";
import { audit } from "../db/audit";
import { databaseNow } from "../db/clock";
import { asBoolean, countRows, isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { visibleName } from "../i18n/visible-name";
import { isId } from "../ids";
import type { Json } from "../providers/contract";
import {
  markedLabel,
  providerName,
  serviceGroupLabel,
  serviceKindLabel,
  serviceStatusLabel,
} from "../providers/labels";
import { foldText } from "../search/fold";
import { visibleOr } from "../text/blank";
import { serviceFacts } from "../tickets/detail/service-facts";
import { listPage, listReader } from "../tickets/list/list-page";
import { ticketFilters } from "../tickets/schemas";
import { changeSentence } from "./change-sentence";
import type { ServiceFilters } from "./schemas";
import { serviceChoices } from "./service-choices";
import {
  hasExpired,
  hasTroubledStatus,
  isTroubled,
  type ListTables,
  matchesState,
  scopedServices,
} from "./service-states";
import type { ServiceDetail, ServiceListItem, ServicePage } from "./types";

const PER_PAGE = 50;
const CHANGES_PER_PAGE = 200;
/** Any other parameter shows the newest page. */
const CHANGE_ID = /^\d{1,18}$/;
const MAX_TICKETS = 10;
const SOON_MS = 30 * 24 * 60 * 60 * 1_000;

/** Of a service `v` of a connection `c`. */
function listColumns(scope: Scope) {
  const eb = expressionBuilder<ListTables, "v" | "c">();
  const mentions = eb
    .selectFrom("ticket_service as ts")
    .select(countRows().as("count"))
    .whereRef("ts.service_id", "=", "v.id")
    .where((of) => isOpenInScope(scope, of.ref("ts.ticket_id")));
  return [
    "v.id",
    "v.kind",
    "v.external_id",
    "v.name",
    "v.status",
    "v.gone_at",
    "c.provider",
    "c.label as connection_label",
    "c.status as connection_status",
    "v.organization_id",
    asBoolean(isTroubled()).as("is_troubled"),
    asBoolean(hasTroubledStatus()).as("has_troubled_status"),
    asBoolean(hasExpired()).as("has_expired"),
    sql<string | null>`${eb.ref("v.details")}->>'expiresAt'`.as("expires_at"),
    sql<string | null>`${eb.ref("v.details")}->>'autoRenew'`.as("auto_renew"),
    mentions.$asScalar().$notNull().as("tickets"),
    mentions
      .innerJoin("ticket as t", "t.id", "ts.ticket_id")
      .where("t.turn", "<>", "done")
      .where("t.gone_at", "is", null)
      .$asScalar()
      .$notNull()
      .as("open_tickets"),
    eb
      .selectFrom("service_change as h")
      .select(({ fn }) => fn.max("h.seen_at").as("seen_at"))
      .whereRef("h.service_id", "=", "v.id")
      .as("changed_at"),
  ] as const;
}

type ListRow = Selection<ListTables, "v" | "c", ReturnType<typeof listColumns>[number]>;

/** Of services `v`. */
function listOrder() {
  const eb = expressionBuilder<ListTables, "v">();
  return sql.join([eb.ref("v.kind"), eb.fn.coalesce("v.name", "v.external_id"), eb.ref("v.id")]);
}

/** Lists the services of the viewer's organizations: troubled ones first, removed ones last. */
export async function listServices(viewer: Viewer, filters: ServiceFilters): Promise<ServicePage> {
  const scope = ownScope(viewer);
  const t = textsOf(viewer.language);
  const { q, kind, state } = filters;
  const found = q ? await matchingServices(scope, q) : undefined;
  const rank = expressionBuilder<ListTables, "v" | "c">()
    .case()
    .when("v.gone_at", "is not", null)
    .then(2)
    .when(isTroubled())
    .then(0)
    .else(1)
    .end();
  const page = scopedServices(scope)
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .selectAll("v")
    .select(rank.as("rank"))
    .$if(found !== undefined, (all) => all.where((eb) => isAnyOf(eb.ref("v.id"), found ?? [])))
    .$if(Boolean(kind), (all) => all.where("v.kind", "=", kind ?? ""))
    .$if(Boolean(state), (all) => all.where(matchesState(state ?? "")))
    .orderBy(rank)
    .orderBy(listOrder())
    .limit(PER_PAGE + 1)
    .offset((filters.page - 1) * PER_PAGE);
  const [rows, choices, freshness] = await Promise.all([
    db()
      .selectFrom(page.as("v"))
      .innerJoin("connection as c", "c.id", "v.connection_id")
      .select(listColumns(scope))
      .orderBy("v.rank")
      .orderBy(listOrder())
      .execute(),
    serviceChoices(t, scope),
    freshnessOfAll(t, scope),
  ]);
  return {
    services: rows.slice(0, PER_PAGE).map((row) => listItem(viewer, row)),
    more: rows.length > PER_PAGE,
    choices,
    freshness,
  };
}

const MAX_COMPARED = 50_000;

/** Searches names and external ids here, as PostgreSQL's case folding depends on its locale. */
async function matchingServices(scope: Scope, typed: string): Promise<string[]> {
  const rows = await scopedServices(scope)
    .select(["v.id", "v.name", "v.external_id"])
    .limit(MAX_COMPARED)
    .execute();
  const { folded } = foldText(typed);
  return rows.flatMap(({ id, name, external_id }) =>
    foldText(`${name ?? ""} ${external_id}`).folded.includes(folded) ? [id] : [],
  );
}

async function freshnessOfAll(t: Translate, scope: Scope) {
  const rows = await db()
    .selectFrom("connection as c")
    .select(freshnessJson().as("connection"))
    .where((eb) => inScope(scope, eb.ref("c.organization_id")))
    .orderBy("c.label")
    .orderBy("c.id")
    .execute();
  return rows.map((row) => toFreshness(t, row.connection));
}

function listItem(viewer: Viewer, row: ListRow): ServiceListItem {
  const t = textsOf(viewer.language);
  const isOffered = row.gone_at === null && row.connection_status === "active";
  const expires = Date.parse(row.expires_at ?? "");
  const isSoon = expires < databaseNow().getTime() + SOON_MS && row.auto_renew !== "true";
  return {
    id: row.id,
    kind: row.kind,
    name: visibleName(visibleOr(row.name, visibleOr(row.external_id, t("tickets.noName")))),
    kindLabel: markedLabel(serviceKindLabel(t, row.provider, row.kind)),
    groupLabel: markedLabel(serviceGroupLabel(t, row.provider, row.kind)),
    providerName: providerName(row.provider),
    connectionLabel: row.connection_label,
    isTroubled: row.is_troubled,
    hasTroubledStatus: row.has_troubled_status === true,
    hasExpired: row.has_expired,
    expiresAt: Number.isNaN(expires) ? null : new Date(expires),
    expiresSoon: row.gone_at === null && (isSoon || row.has_expired),
    status:
      row.status === null ? null : markedLabel(serviceStatusLabel(t, row.provider, row.status)),
    goneAt: row.gone_at,
    tickets: row.tickets,
    openTickets: row.open_tickets,
    changedAt: row.changed_at,
    mayFile: isOffered && !viewer.seenBy && may(viewer, "tickets.write", row.organization_id),
  };
}

/** Returns one of the viewer's services with a page of its changes; null for any other id. */
export async function getService(
  viewer: Viewer,
  id: string,
  changesBefore?: string,
): Promise<ServiceDetail | null> {
  return (await serviceWithin(viewer, ownScope(viewer), id, changesBefore))?.service ?? null;
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
  const found = await serviceWithin(viewer, staffScope(viewer), id, changesBefore);
  if (!found) return null;
  await audit({
    ...actedBy(viewer),
    organizationId: found.organizationId,
    action: "service.viewed",
    targetType: "service",
    targetId: id,
  });
  return found.service;
}

type Details = Record<string, Json>;

interface FoundService {
  service: ServiceDetail;
  organizationId: string;
}

async function serviceWithin(
  viewer: Viewer,
  scope: Scope,
  id: string,
  changesBefore?: string,
): Promise<FoundService | null> {
  if (!isId(id)) return null;
  const row = await scopedServices(scope)
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .innerJoin("organization as o", "o.id", "v.organization_id")
    .where("v.id", "=", id)
    .select(listColumns(scope))
    .select((eb) => [
      "o.name as organization_name",
      "v.connection_id",
      eb.ref("v.details").$castTo<Details>().as("details"),
    ])
    .executeTakeFirst();
  if (!row) return null;
  const t = textsOf(viewer.language);
  const [history, tickets, freshness] = await Promise.all([
    changesOf(t, id, row.provider, changesBefore),
    listPage(
      listReader(viewer, scope),
      ticketFilters.parse({ service: id, show: "all" }),
      MAX_TICKETS,
    ),
    loadFreshness(t, row.connection_id),
  ]);
  if (!freshness) return null;
  const service = {
    ...listItem(viewer, row),
    organizationName: row.organization_name,
    externalId: row.external_id,
    facts: serviceFacts(t, row.provider, otherDetails(row)),
    ...history,
    newestTickets: tickets.items,
    freshness,
  };
  return { service, organizationId: row.organization_id };
}

/** Without a status, where that is shown by itself. */
function otherDetails({ status, details }: { status: string | null; details: Details }): Details {
  if (status === null) return details;
  return Object.fromEntries(Object.entries(details).filter(([key]) => key !== "status"));
}

type ServiceHistory = Pick<ServiceDetail, "changes" | "olderChanges" | "isOlderHistory">;

async function changesOf(
  t: Translate,
  serviceId: string,
  providerId: string,
  before?: string,
): Promise<ServiceHistory> {
  const from = before !== undefined && CHANGE_ID.test(before) ? before : null;
  const rows = await db()
    .selectFrom("service_change")
    .select((eb) => [
      "id",
      "field",
      eb.ref("before").$castTo<Json>().as("before"),
      eb.ref("after").$castTo<Json>().as("after"),
      "seen_at as seenAt",
    ])
    .where("service_id", "=", serviceId)
    .$if(from !== null, (changes) => changes.where("id", "<", from))
    .orderBy("id", "desc")
    .limit(CHANGES_PER_PAGE + 1)
    .execute();
  const page = rows.slice(0, CHANGES_PER_PAGE);
  const last = page.at(-1);
  return {
    changes: page.map((row) => ({
      id: row.id,
      sentence: changeSentence(t, row, providerId),
      seenAt: row.seenAt,
    })),
    olderChanges: rows.length > page.length && last ? last.id : null,
    isOlderHistory: from !== null,
  };
}
