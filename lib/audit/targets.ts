import type { Route } from "next";

import { reviewCaseUrl } from "../case-urls";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import {
  type Audience,
  connectionSyncUrl,
  serviceUrl,
  staffOrganizationUrl,
  staffPersonUrl,
  ticketUrl,
} from "../routes";
import type { AuditTargetView } from "./types";

interface Targeted {
  targetType: string | null;
  targetId: string | null;
}

type Kind =
  | "case"
  | "connection"
  | "invitation"
  | "organization"
  | "service"
  | "submission"
  | "ticket"
  | "user"
  | "webhook";

/** People are the target of acts ("user") and of looks ("person"). */
const KINDS: Readonly<Record<string, Kind>> = {
  case: "case",
  connection: "connection",
  invitation: "invitation",
  organization: "organization",
  person: "user",
  service: "service",
  submission: "submission",
  ticket: "ticket",
  user: "user",
  webhook: "webhook",
};

const STAFF_PAGES: Readonly<Partial<Record<Kind, (id: string) => Route>>> = {
  case: (id) => reviewCaseUrl(id),
  connection: (id) => connectionSyncUrl(id),
  organization: (id) => staffOrganizationUrl(id),
  service: (id) => serviceUrl("staff", id),
  submission: (ticketId) => ticketUrl("staff", ticketId),
  ticket: (id) => ticketUrl("staff", id),
  user: (id) => staffPersonUrl(id),
};

const OWN_PAGES: Readonly<Partial<Record<Kind, (id: string) => Route>>> = {
  service: (id) => serviceUrl("customer", id),
  ticket: (id) => ticketUrl("customer", id),
};

/** Until it is a ticket, a submission has no name; a case has one for staff alone. */
const NAMELESS: ReadonlySet<Kind> = new Set(["case", "submission"]);

/** Target of a sign-in with an address that no person has. */
const UNKNOWN = "unknown";

/** Adds names and addresses. The caller has checked that the viewer may see the targets. */
export async function withTargets<Row extends Targeted>(
  audience: Audience,
  rows: readonly Row[],
): Promise<Array<Row & { target: AuditTargetView | null }>> {
  const names = await targetNames(audience, rows);
  const pages = audience === "staff" ? STAFF_PAGES : OWN_PAGES;
  return rows.map((row) => ({ ...row, target: viewOf(row, names, pages) }));
}

interface TargetName {
  name: string | null;
  number: string | null;
  /** The target that has the page to open, if not this one; null: none. */
  pageOf: string | null;
}

function viewOf(
  { targetType, targetId }: Targeted,
  names: ReadonlyMap<string, TargetName>,
  pages: Readonly<Partial<Record<Kind, (id: string) => Route>>>,
): AuditTargetView | null {
  if (targetType === null || targetId === null || targetType === "list") return null;
  const kind = KINDS[targetType];
  const found = names.get(targetId);
  if (!found && (kind === undefined || NAMELESS.has(kind) || targetId === UNKNOWN)) return null;
  const href = kind && found?.pageOf ? (pages[kind]?.(found.pageOf) ?? null) : null;
  return { id: targetId, name: found?.name ?? null, number: found?.number ?? null, href };
}

async function targetNames(
  audience: Audience,
  rows: readonly Targeted[],
): Promise<Map<string, TargetName>> {
  const idsOf = (kind: Kind) => [
    ...new Set(
      rows.flatMap(({ targetType, targetId }) =>
        targetType !== null && targetId !== null && KINDS[targetType] === kind ? [targetId] : [],
      ),
    ),
  ];
  const found = await Promise.all([
    ticketNames(idsOf("ticket")),
    ...(["organization", "service", "user"] as const).map((table) => named(table, idsOf(table))),
    connectionNames(idsOf("connection")),
    // Only staff see titles of cases.
    audience === "staff" ? caseTitles(idsOf("case")) : [],
    submissionNames(idsOf("submission")),
    invitationNames(idsOf("invitation")),
    webhookNames(idsOf("webhook")),
  ]);
  return new Map(
    found.flat().map(({ id, name, number = null, pageOf = id }) => [id, { name, number, pageOf }]),
  );
}

type NameRow = {
  id: string;
  name: string | null;
  number?: string | null;
  pageOf?: string | null;
};

/** Named by the ticket that it became, or was sent to. */
async function submissionNames(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  return db()
    .selectFrom("submission as s")
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .select(["s.id", "t.subject as name", "t.number", "t.id as pageOf"])
    .where((eb) => isAnyOf(eb.ref("s.id"), ids))
    .execute();
}

async function invitationNames(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .selectFrom("account_token")
    .select(["id", "email as name"])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .execute();
  return rows.map((row) => ({ ...row, pageOf: null }));
}

/** Named by its host: the rest of its address may be a secret. */
async function webhookNames(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .selectFrom("webhook")
    .select(["id", "url"])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .execute();
  return rows.map(({ id, url }) => ({
    id,
    name: URL.canParse(url) ? new URL(url).host : null,
    pageOf: null,
  }));
}

async function ticketNames(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  return db()
    .selectFrom("ticket as t")
    .select(["t.id", "t.subject as name", "t.number"])
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .execute();
}

async function caseTitles(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  return db()
    .selectFrom("review_case")
    .select(["id", "title as name"])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .execute();
}

async function connectionNames(ids: string[]): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  return db()
    .selectFrom("connection")
    .select(["id", "label as name"])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .where("erasing_at", "is", null)
    .execute();
}

async function named(
  table: "organization" | "service" | "user",
  ids: string[],
): Promise<NameRow[]> {
  if (ids.length === 0) return [];
  return db()
    .selectFrom(table)
    .select(["id", "name"])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .execute();
}
