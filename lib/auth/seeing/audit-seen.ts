import { auditOnce, type AuditRecord } from "../../db/audit";
import { db } from "../../db/kysely";
import { isId } from "../../ids";
import { isSecretPath } from "../../public-paths";
import { actedBy } from "../acted-by";
import { ownScope, scopedTickets } from "../scope";
import type { SeenBy, Viewer } from "../types";

/** The data field that names the customer by whose rights staff looked. */
export const SEEN_AS = "as";

/** Data of the entry; empty unless staff see as a customer. */
const asSeen = ({ userId, seenBy }: Viewer): Record<string, string> =>
  seenBy ? { [SEEN_AS]: userId } : {};

/**
 * Leaves the row of a look of staff, who see the portal as a customer. Throws if it cannot be
 * written, and then nothing is shown. For other viewers it does nothing.
 */
export async function auditSeen(viewer: Viewer, address: string): Promise<void> {
  const { seenBy } = viewer;
  if (seenBy) await auditOnce(entryOf(viewer, seenBy, await lookAt(viewer, toUrl(address))));
}

/**
 * Leaves a row of an act that is refused since staff see as a customer, one an hour for each page.
 * `address`: of the page or route that it was sent to.
 */
export async function auditRefused(viewer: Viewer, address: string): Promise<void> {
  const { seenBy } = viewer;
  if (!seenBy) return;
  const url = toUrl(address);
  const look = await lookAt(viewer, url);
  const data = look.action === "page.seen" && !PART_OF_PAGE.test(url.pathname) ? look.data : {};
  const isOfList = look.targetType === "list";
  await auditOnce({
    ...entryOf(viewer, seenBy, {
      ...look,
      ...(isOfList && { targetType: "organization", targetId: seenBy.organizationId }),
      action: "seeing.refused",
      data: isOfList ? { page: "/tickets" } : data,
    }),
    outcome: "refused",
  });
}

const toUrl = (address: string) => new URL(address, "http://portal.invalid");

function entryOf(viewer: Viewer, { organizationId, reason }: SeenBy, look: Look): AuditRecord {
  return {
    ...actedBy(viewer),
    organizationId,
    reason,
    ...look,
    data: { ...look.data, ...asSeen(viewer) },
  };
}

type Look = Pick<AuditRecord, "action" | "targetType" | "targetId" | "data"> & {
  targetType: "list" | "organization" | "service" | "ticket";
};

const DETAIL = /^\/(?:api\/)?(attachments|services|tickets)\/([\w-]+)(?:\/|$)/;
const LISTS = new Set(["/api/search", "/api/tickets/updates", "/tickets"]);
/** Requests of a page that has been shown. */
const PART_OF_PAGE = /^\/api\//;
const MAX_FACT = 200;

/** An address that leads nowhere is logged as it was asked for. */
async function lookAt(viewer: Viewer, { pathname, searchParams }: URL): Promise<Look> {
  const [, kind, id = ""] = DETAIL.exec(pathname) ?? [];
  const ticketId = kind === "services" ? null : await seenTicket(viewer, kind, id);
  if (ticketId !== null)
    return { action: "ticket.viewed", targetType: "ticket", targetId: ticketId };
  if (kind === "services" && (await seesService(viewer, id)))
    return { action: "service.viewed", targetType: "service", targetId: id };
  if (LISTS.has(pathname)) {
    const filters = [...searchParams].filter(([name, value]) => value && !UNLISTED.has(name));
    return {
      action: searchParams.get("q") ? "tickets.searched" : "tickets.listed",
      targetType: "list",
      targetId: "tickets",
      data: Object.fromEntries(filters.map(([name, value]) => [name, value.slice(0, MAX_FACT)])),
    };
  }
  return {
    action: "page.seen",
    targetType: "organization",
    targetId: viewer.seenBy?.organizationId ?? "",
    data: { page: PART_OF_PAGE.test(pathname) ? "/tickets" : pageOf(pathname) },
  };
}

/** Without the secret of a link. */
function pageOf(pathname: string): string {
  if (!isSecretPath(pathname)) return pathname.slice(0, MAX_FACT);
  return pathname.replace(/^(\/[^/]*).*/s, "$1");
}

/** Parameters that are no filters: a list's page, and Next's own. */
const UNLISTED = new Set(["after", "before", "_rsc"]);

/** `kind`: the id is of a ticket, or of one of its attachments. */
async function seenTicket(
  viewer: Viewer,
  kind: string | undefined,
  id: string,
): Promise<string | null> {
  if (!isId(id)) return null;
  const tickets = scopedTickets(ownScope(viewer)).select("t.id");
  const found =
    kind === "attachments"
      ? tickets.innerJoin("attachment as a", "a.ticket_id", "t.id").where("a.id", "=", id)
      : tickets.where("t.id", "=", id);
  return (await found.executeTakeFirst())?.id ?? null;
}

async function seesService(viewer: Viewer, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const row = await db()
    .selectFrom("service")
    .select("id")
    .where("id", "=", id)
    .where("organization_id", "=", viewer.seenBy?.organizationId ?? "")
    .executeTakeFirst();
  return row !== undefined;
}
