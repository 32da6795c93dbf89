import { auditOnce, type AuditRecord } from "../../db/audit";
import { db } from "../../db/kysely";
import { isId } from "../../ids";
import { actedBy } from "../acted-by";
import { ownScope, scopedTickets } from "../scope";
import type { Viewer } from "../types";

/** The data field that names the customer by whose rights staff looked. */
export const SEEN_AS = "as";

/** Data of the entry; empty unless staff see as a customer. */
export const asSeen = ({ userId, seenBy }: Viewer): Record<string, string> =>
  seenBy ? { [SEEN_AS]: userId } : {};

/**
 * Leaves the row of a look of staff, who see the portal as a customer. Throws if it cannot be
 * written, and then nothing is shown. For other viewers it does nothing.
 */
export async function auditSeen(viewer: Viewer, address: string): Promise<void> {
  const { seenBy } = viewer;
  if (!seenBy) return;
  const { organizationId, reason } = seenBy;
  const look = await lookAt(viewer, new URL(address, "http://portal.invalid"));
  await auditOnce({
    ...actedBy(viewer),
    organizationId,
    reason,
    ...look,
    data: { ...look.data, ...asSeen(viewer) },
  });
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
    data: { page: PART_OF_PAGE.test(pathname) ? "/tickets" : pathname.slice(0, MAX_FACT) },
  };
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
