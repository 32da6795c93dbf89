import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { LIST_LOOKS, LOOKS } from "../acts/acts";
import { organizationsWhere } from "../auth/permissions";
import { isOpenInScope, ownScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import { textsOf } from "../i18n/texts";
import { searchPatterns } from "../people/search-patterns";
import { entriesOf, toAuditData } from "./audit-log";
import { ticketsOfCases } from "./case-tickets";
import { type AuditWalk, entryIds, type KeysetPage, toEntryPage } from "./entry-page";
import { withFacts } from "./facts/audit-facts";
import { hideForeignWords } from "./hidden-words";
import { auditPeriod } from "./period";
import type { AccessFilters } from "./schemas";
import { withTargets } from "./targets";
import type { AuditData, StaffLook } from "./types";

const eb = expressionBuilder<DB & { a: DB["audit_entry"] }, "a">();

const EMPTY = { items: [], after: null, before: null };

/** Of one organization; null if the viewer may not see who looked in any. */
export function accessOrganization(viewer: Viewer, { in: chosen }: AccessFilters): string | null {
  const own = organizationsWhere(viewer, "access.read");
  if (chosen === undefined) return own[0] ?? null;
  return own.includes(chosen) ? chosen : null;
}

/**
 * Lists what staff looked at, searched and downloaded in one of the viewer's organizations, and in
 * lists of all organizations. Without looks at private tickets that the viewer may not see.
 */
export async function listStaffLooks(
  viewer: Viewer,
  filters: AccessFilters,
): Promise<KeysetPage<StaffLook>> {
  const organizationId = accessOrganization(viewer, filters);
  if (organizationId === null) return EMPTY;
  const people = filters.person === undefined ? undefined : await peopleNamed(filters.person);
  const ids = entryIds({
    walks: await walksOf(viewer, organizationId, filters.ticket),
    where: people ? isAnyOf(eb.ref("a.actor_id"), people) : eb.lit(true),
    period: auditPeriod(viewer.timeZone, filters),
    after: filters.after,
    before: filters.before,
  });
  const page = toEntryPage(await entriesOf(ids).execute(), filters);
  return { ...page, items: await toLooks(viewer, organizationId, page.items) };
}

const MAX_ON_TICKET = 5;
/** A page that is open for long leaves many rows. */
const MAX_COMPARED = 60;

/** The latest looks at one ticket, one for each person, customer seen as, act, reason and hour. */
export async function ticketLooks(viewer: Viewer, ticketId: string): Promise<StaffLook[]> {
  const latest = db()
    .selectFrom("audit_entry as a")
    .select("a.id")
    .where("a.target_id", "=", ticketId)
    .where(isOwn(viewer))
    .where(isLook(viewer))
    .orderBy("a.id", "desc")
    .limit(MAX_COMPARED);
  const rows = await entriesOf(latest).execute();
  const seen = new Set<string>();
  const distinct = rows.filter(({ actorId, action, reason, seenAsId, at }) => {
    const hour = at.toISOString().slice(0, 13);
    const key = JSON.stringify([actorId, action, reason, seenAsId, hour]);
    return !seen.has(key) && seen.add(key);
  });
  return toLooks(viewer, null, distinct.slice(0, MAX_ON_TICKET));
}

async function walksOf(
  viewer: Viewer,
  organizationId: string,
  ticketId?: string,
): Promise<AuditWalk[]> {
  if (ticketId)
    return [
      {
        column: "target_id",
        values: [ticketId],
        where: eb.and([isOwn(viewer), isLook(viewer)]),
      },
    ];
  return [
    { column: "organization_id", values: [organizationId], where: isLook(viewer) },
    {
      // One scan: of an act that is rare, each would read the whole period.
      column: "target_type",
      values: ["list"],
      where: eb.and([
        eb("a.organization_id", "is", null),
        isAnyOf(eb.ref("a.action"), LIST_LOOKS),
        includes(organizationId),
      ]),
    },
    {
      column: "target_id",
      values: await membersOf(organizationId),
      where: eb("a.action", "=", "person.viewed"),
    },
  ];
}

function isOwn(viewer: Viewer): Expression<SqlBool> {
  return isAnyOf(eb.ref("a.organization_id"), organizationsWhere(viewer, "access.read"));
}

/** By staff, and not of a ticket that is hidden from the viewer. */
function isLook(viewer: Viewer): Expression<SqlBool> {
  const byStaff = eb.exists(
    eb
      .selectFrom("user as s")
      .select("s.id")
      .whereRef("s.id", "=", "a.actor_id")
      .where("s.role", "<>", "customer"),
  );
  return eb.and([
    isAnyOf(eb.ref("a.action"), LOOKS),
    // Members download as well; rows from before the mark only say who did.
    eb.or([
      eb("a.action", "not like", "%.downloaded"),
      sql<SqlBool>`${eb.ref("a.data")} ->> 'staff' = 'true'`,
      byStaff,
    ]),
    eb.or([
      eb("a.target_type", "<>", "ticket"),
      isOpenInScope(ownScope(viewer), eb.ref("a.target_id")),
    ]),
  ]);
}

/** True unless the list was narrowed to other organizations, or left this one out. */
function includes(organizationId: string): Expression<SqlBool> {
  const chosen = sql<string | null>`${eb.ref("a.data")} ->> 'organization'`;
  const names = sql<SqlBool>`${chosen} ~ ${`(^|, )${organizationId}(,|$)`}`;
  const leavesOut = sql<SqlBool>`${chosen} ~ ${`(^|, )-${organizationId}(,|$)`}`;
  const isNarrowed = sql<SqlBool>`${chosen} ~ '(^|, )[^-]'`;
  return eb.or([
    sql<SqlBool>`${chosen} IS NULL`,
    names,
    eb.and([eb.not(isNarrowed), eb.not(leavesOut)]),
  ]);
}

async function membersOf(organizationId: string): Promise<string[]> {
  const members = await db()
    .selectFrom("membership")
    .where("organization_id", "=", organizationId)
    .select("user_id")
    .execute();
  return members.map(({ user_id }) => user_id);
}

const MAX_PEOPLE = 50;

async function peopleNamed(name: string): Promise<string[]> {
  let query = db()
    .selectFrom("user")
    .select("id")
    .where("role", "<>", "customer")
    .limit(MAX_PEOPLE);
  for (const pattern of searchPatterns(name)) query = query.where("name", "ilike", pattern);
  return (await query.execute()).map(({ id }) => id);
}

type Entry = Awaited<ReturnType<ReturnType<typeof entriesOf>["execute"]>>[number];

const OF_TICKETS = /^(?:tickets|submissions|overview)\./;

/** Of a list of every organization, only these filters are shown: others can hold foreign ids. */
const SHOWN_OF_ALL = new Set([
  "q",
  "turn",
  "provider",
  "status",
  "priority",
  "show",
  "since",
  "until",
  "opened",
  "done",
  "answered",
  "removed",
  "age",
  "unanswered",
  "from",
  "to",
  "state",
]);

/** `ownId`: null if there are no lists among them. */
async function toLooks(
  viewer: Viewer,
  ownId: string | null,
  entries: readonly Entry[],
): Promise<StaffLook[]> {
  const [targeted, cases] = await Promise.all([
    withTargets("customer", entries),
    ticketsOfCases(viewer, entries),
  ]);
  const shown = targeted.map((entry) => ({
    ...entry,
    shownData: shownData(entry, ownId, cases.get(entry.id)),
  }));
  const texts = shown.flatMap(({ organizationId, shownData: { data } }) =>
    organizationId === null ? freeTexts(data) : [],
  );
  const hide = await hideForeignWords(viewer, ownId, texts);
  const visible = shown.map(({ shownData: { data, isPartial }, ...entry }) => {
    const isOfAll = entry.organizationId === null && entry.targetType === "list";
    const seen = isOfAll ? hideIn(data, hide) : data;
    const isHidden = isPartial || Object.keys(data).some((name) => data[name] !== seen[name]);
    return { ...entry, isOfAll, data: seen, isHidden };
  });
  const { language } = viewer;
  const reader = { t: textsOf(language), scope: ownScope(viewer), language };
  return (await withFacts(reader, visible)).map(({ isOfAll, ...entry }) => {
    return {
      id: entry.id,
      at: entry.at,
      action: entry.action,
      actorName: entry.actorName,
      reason: entry.reason,
      // Of all organizations, it would say how many tickets the others have.
      count: isOfAll ? null : entry.count,
      target: entry.target,
      data: entry.data,
      facts: entry.facts,
      seenAsName: entry.seenAsName,
      isOwn: ownId === null || entry.organizationId === ownId,
      isOfAll,
      hasHiddenWords: entry.isHidden,
    };
  });
}

/** The others are checked when they are chosen. */
const FREE_TEXT = new Set(["q", "provider", "status", "priority"]);

const freeTexts = (data: AuditData): string[] =>
  Object.entries(data).flatMap(([name, value]) => (FREE_TEXT.has(name) ? [value] : []));

const hideIn = (data: AuditData, hide: (text: string) => string): AuditData =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, FREE_TEXT.has(name) ? hide(value) : value]),
  );

/** Searches for people and organizations, and in the log, name those of others. */
function shownData(
  { organizationId, action, targetType, data }: Entry,
  ownId: string | null,
  tickets?: readonly string[],
): { data: AuditData; isPartial: boolean } {
  if (tickets) return { data: { tickets: tickets.join(", ") }, isPartial: false };
  if (targetType !== "list") return { data: pageOf(data), isPartial: false };
  const all = Object.entries(toAuditData(data)).filter(
    ([name, value]) => name !== "organization" || (organizationId === null && value !== ownId),
  );
  const isOfTickets = OF_TICKETS.test(action);
  if (organizationId === ownId && isOfTickets)
    return { data: Object.fromEntries(all), isPartial: false };
  const kept = isOfTickets ? all.filter(([name]) => SHOWN_OF_ALL.has(name)) : [];
  return { data: Object.fromEntries(kept), isPartial: kept.length < all.length };
}

/** A page that staff saw as a customer. */
function pageOf(data: unknown): AuditData {
  const { page } = toAuditData(data);
  return page === undefined ? {} : { page };
}
