import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { actedBy } from "../auth/acted-by";
import { deviceName } from "../auth/new-device-mail";
import { assertMayEverywhere } from "../auth/permissions";
import { staffScope } from "../auth/scope";
import { SEEN_AS } from "../auth/seeing/audit-seen";
import type { Viewer } from "../auth/types";
import { auditOnce } from "../db/audit";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { ACTS_BY_KIND } from "./acts-by-kind";
import { type AuditWalk, entryIds, type KeysetPage, toEntryPage } from "./entry-page";
import { reasonText, withFacts } from "./facts/audit-facts";
import { findNamed } from "./find-named";
import { auditPeriod } from "./period";
import type { AuditFilters } from "./schemas";
import { withTargets } from "./targets";
import type { AuditData, AuditEntryView } from "./types";

const eb = expressionBuilder<DB & { a: DB["audit_entry"] }, "a">();

export interface AuditLogPage extends KeysetPage<AuditEntryView> {
  /** Of what the page is narrowed to; null: unknown. */
  names: { organization: string | null; person: string | null };
}

/** Staff only; audited like every list. */
export async function readAuditLog(viewer: Viewer, filters: AuditFilters): Promise<AuditLogPage> {
  assertMayEverywhere(viewer, "audit.read");
  await auditReading(viewer, filters);
  const [names, request] = await Promise.all([
    namesOf(filters),
    auditLogRequest(viewer.timeZone, filters),
  ]);
  if (!request) return { items: [], after: null, before: null, names };
  const page = toEntryPage(await entriesOf(entryIds(request)).execute(), filters);
  const t = textsOf(viewer.language);
  const reader = { t, scope: staffScope(viewer), language: viewer.language };
  const rows = page.items.map((row) => ({ ...row, data: toAuditData(row.data) }));
  const items = await withTargets("staff", await withFacts(reader, rows));
  return {
    ...page,
    names,
    items: items.map((row) => ({
      id: row.id,
      at: row.at,
      action: row.action,
      outcome: row.outcome,
      reason: row.reason === null ? null : reasonText(t, row.action, row.reason),
      count: row.count,
      actor: row.actorId === null ? null : pick(row.actorId, row.actorName, row.actorEmail),
      organization:
        row.organizationId === null
          ? null
          : { id: row.organizationId, name: row.organizationName ?? row.organizationId },
      target: row.target,
      data: row.data,
      facts: row.facts,
      seenAsName: row.seenAsName,
      sessionId: row.sessionId,
      device: row.userAgent === null ? null : renderMessage(t, deviceName(row.userAgent)),
      network: row.network,
    })),
  };
}

const pick = (id: string, name: string | null, email: string | null) => ({ id, name, email });

async function namesOf({ organization, person }: AuditFilters): Promise<AuditLogPage["names"]> {
  const row = await db()
    .selectNoFrom((of) => [
      of
        .selectFrom("organization")
        .select("name")
        .where("id", "=", organization ?? "")
        .as("organization"),
      of
        .selectFrom("user")
        .select("name")
        .where("id", "=", person ?? "")
        .as("person"),
    ])
    .executeTakeFirstOrThrow();
  return { organization: row.organization, person: row.person };
}

function auditReading(viewer: Viewer, filters: AuditFilters): Promise<void> {
  const { after: _after, before: _before, ...narrowing } = filters;
  const used = Object.entries(narrowing).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return auditOnce({
    ...actedBy(viewer),
    organizationId: filters.organization ?? null,
    action: filters.q ? "audit.searched" : "audit.listed",
    targetType: "list",
    targetId: "audit",
    data: Object.fromEntries(used),
  });
}

/** Null if nothing has what is searched for. */
export async function auditLogRequest(timeZone: string, filters: AuditFilters) {
  const { q, kind, outcome, organization, person, after, before } = filters;
  const walks = q ? await findNamed(q) : [narrowest(filters)].filter((walk) => walk !== null);
  if (q && walks.length === 0) return null;
  const conditions: (Expression<SqlBool> | undefined)[] = [
    kind && isAnyOf(eb.ref("a.action"), ACTS_BY_KIND[kind]),
    outcome && eb("a.outcome", "=", outcome),
    organization === undefined ? undefined : eb("a.organization_id", "=", organization),
    person === undefined ? undefined : eb("a.actor_id", "=", person),
  ];
  return {
    walks,
    where: eb.and(conditions.filter((one) => one !== undefined)),
    period: auditPeriod(timeZone, filters),
    after,
    before,
  };
}

/** The filter that leaves the fewest entries, as far as can be expected. */
function narrowest({ person, organization, outcome, kind }: AuditFilters): AuditWalk | null {
  if (person) return { column: "actor_id", values: [person] };
  if (organization) return { column: "organization_id", values: [organization] };
  if (kind && outcome === undefined) return { column: "action", values: ACTS_BY_KIND[kind] };
  return null;
}

/** The columns of a page's entries. */
export function entriesOf(ids: ReturnType<typeof entryIds>) {
  return db()
    .with("page", () => ids)
    .selectFrom("page")
    .innerJoin("audit_entry as a", "a.id", "page.id")
    .leftJoin("user as u", "u.id", "a.actor_id")
    .leftJoin("organization as o", "o.id", "a.organization_id")
    .leftJoin("session as s", "s.id", "a.session_id")
    .leftJoin("user as seen", (join) =>
      join.on("seen.id", "=", sql<string>`${sql.ref("a.data")} ->> ${sql.lit(SEEN_AS)}`),
    )
    .select([
      "a.id",
      "a.at",
      "a.action",
      "a.outcome",
      "a.reason",
      "a.count",
      "a.data",
      "a.network",
      "a.actor_id as actorId",
      "a.organization_id as organizationId",
      "a.session_id as sessionId",
      "a.target_type as targetType",
      "a.target_id as targetId",
      "u.name as actorName",
      "u.email as actorEmail",
      "seen.id as seenAsId",
      "seen.name as seenAsName",
      "o.name as organizationName",
      "s.user_agent as userAgent",
    ])
    .orderBy("a.id", "desc");
}

export function toAuditData(data: unknown): AuditData {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      value === null || value === "" || name === SEEN_AS ? [] : [[name, String(value)]],
    ),
  );
}
