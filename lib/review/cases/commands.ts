import { createHash } from "node:crypto";

import { assertStillMay } from "../../accounts/member-locks";
import { actedBy } from "../../auth/acted-by";
import { assertMayEverywhere } from "../../auth/permissions";
import { scopedTickets, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { countRows, lockUntilCommit, now } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isId, newId } from "../../ids";
import { isReasonGiven } from "../../notices/record/opening-reason";
import { isCaseReasonGiven } from "./case-reason";
import { MAX_CASE_TICKETS, MAX_OPEN_CASES } from "./limits";
import type { ChangeCaseInput } from "./schemas";

interface LockedCase {
  id: string;
  organizationId: string;
  title: string;
  closedAt: Date | null;
}

/** Checks the right within the transaction, as it may have ended since the request began. */
function asStaff<T>(viewer: Viewer, act: (client: Db) => Promise<T>): Promise<T> {
  assertMayEverywhere(viewer, "cases.write");
  return transaction(async (client) => {
    await assertStillMay(client, viewer, "cases.write", null);
    return act(client);
  });
}

/** Starts a case with a ticket, once for each form. Returns its id. Throws `not_found`. */
export function startCase(
  viewer: Viewer,
  { ticketId, formKey, title }: { ticketId: string; formKey: string; title: string },
): Promise<string> {
  return asStaff(viewer, async (client) => {
    const organizationId = await openedOrganization(client, viewer, ticketId);
    const key = createHash("sha256").update(`${formKey} ${ticketId} ${title}`).digest("hex");
    await lockOpenCases(client, organizationId);
    const earlier = await client
      .selectFrom("review_case")
      .where("created_by_id", "=", viewer.userId)
      .where("form_key", "=", key)
      .select("id")
      .executeTakeFirst();
    if (earlier) return earlier.id;
    await assertRoomForCase(client, organizationId);
    const id = newId();
    await client
      .insertInto("review_case")
      .values({
        id,
        title,
        organization_id: organizationId,
        form_key: key,
        created_by_id: viewer.userId,
      })
      .execute();
    await auditCase(client, viewer, "case.started", { id, organizationId });
    await insertTicket(client, viewer, { id, organizationId }, ticketId);
    return id;
  });
}

/** Tickets of other organizations do not exist for a case. */
async function openedOrganization(client: Db, viewer: Viewer, ticketId: string): Promise<string> {
  const ticket = await client
    .selectFrom(scopedTickets(staffScope(viewer)).selectAll("t").as("t"))
    .where("t.id", "=", ticketId)
    .where(isReasonGiven(viewer))
    .select("t.organization_id as organizationId")
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  return ticket.organizationId;
}

const lockOpenCases = (client: Db, organizationId: string) =>
  lockUntilCommit(client, `cases ${organizationId}`);

async function assertRoomForCase(client: Db, organizationId: string): Promise<void> {
  const { open } = await client
    .selectFrom("review_case")
    .where("organization_id", "=", organizationId)
    .where("closed_at", "is", null)
    .select(countRows().as("open"))
    .executeTakeFirstOrThrow();
  if (open >= MAX_OPEN_CASES)
    throw new AppError("conflict", { text: message("cases.errors.tooMany", { max: open }) });
}

async function insertTicket(
  client: Db,
  viewer: Viewer,
  { id, organizationId }: Pick<LockedCase, "id" | "organizationId">,
  ticketId: string,
): Promise<void> {
  await client
    .insertInto("review_case_ticket")
    .values({ id: newId(), case_id: id, ticket_id: ticketId, added_by_id: viewer.userId })
    .execute();
  await auditTicket(client, viewer, "case.ticket_added", { id, organizationId }, ticketId);
}

function auditTicket(
  client: Db,
  viewer: Viewer,
  action: "case.ticket_added" | "case.ticket_taken_out",
  { id, organizationId }: Pick<LockedCase, "id" | "organizationId">,
  ticketId: string,
): Promise<void> {
  const target = { targetType: "ticket", targetId: ticketId } as const;
  return audit(
    { ...actedBy(viewer), ...target, organizationId, action, data: { case: id } },
    client,
  );
}

/** Audits an act without the title, which customers must not see. */
function auditCase(
  client: Db,
  viewer: Viewer,
  action: "case.closed" | "case.renamed" | "case.reopened" | "case.started",
  { id, organizationId }: Pick<LockedCase, "id" | "organizationId">,
): Promise<void> {
  return audit(
    { ...actedBy(viewer), organizationId, action, targetType: "case", targetId: id },
    client,
  );
}

/** Repeating a change has no effect. Staff only; throws `not_found`. */
export function changeCase(viewer: Viewer, caseId: string, change: ChangeCaseInput): Promise<void> {
  return asStaff(viewer, async (client) => {
    const found = await lockCase(client, caseId);
    if ("title" in change) return renameCase(client, viewer, found, change.title);
    if ("add" in change) return addTicket(client, viewer, found, change.add);
    if ("takeOut" in change) return takeOut(client, viewer, found, change.takeOut);
    return change.state === "closed"
      ? closeCase(client, viewer, found)
      : reopenCase(client, viewer, found);
  });
}

async function lockCase(client: Db, caseId: string): Promise<LockedCase> {
  const found = isId(caseId)
    ? await client
        .selectFrom("review_case")
        .where("id", "=", caseId)
        .select(["id", "organization_id as organizationId", "title", "closed_at as closedAt"])
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!found) throw new AppError("not_found");
  return found;
}

async function renameCase(
  client: Db,
  viewer: Viewer,
  found: LockedCase,
  title: string,
): Promise<void> {
  if (title === found.title) return;
  await client.updateTable("review_case").set({ title }).where("id", "=", found.id).execute();
  await auditCase(client, viewer, "case.renamed", found);
}

async function closeCase(client: Db, viewer: Viewer, found: LockedCase): Promise<void> {
  if (found.closedAt) return;
  await client
    .updateTable("review_case")
    .set({ closed_at: now(), closed_by_id: viewer.userId })
    .where("id", "=", found.id)
    .execute();
  await auditCase(client, viewer, "case.closed", found);
}

async function reopenCase(client: Db, viewer: Viewer, found: LockedCase): Promise<void> {
  if (!found.closedAt) return;
  await lockOpenCases(client, found.organizationId);
  await assertRoomForCase(client, found.organizationId);
  await client
    .updateTable("review_case")
    .set({ closed_at: null, closed_by_id: null })
    .where("id", "=", found.id)
    .execute();
  await auditCase(client, viewer, "case.reopened", found);
}

/** Needs a reason for the ticket or the case if the organization asks for one. */
async function addTicket(
  client: Db,
  viewer: Viewer,
  found: LockedCase,
  ticketId: string,
): Promise<void> {
  if (found.closedAt) throw new AppError("conflict", { text: message("cases.errors.closed") });
  const ticket = await client
    .selectFrom(scopedTickets(staffScope(viewer)).selectAll("t").as("t"))
    .where("t.id", "=", ticketId)
    .where("t.organization_id", "=", found.organizationId)
    .where((eb) => eb.or([isReasonGiven(viewer), isCaseReasonGiven(viewer, found.id)]))
    .select("t.id")
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  const members = await client
    .selectFrom("review_case_ticket")
    .where("case_id", "=", found.id)
    .where("removed_at", "is", null)
    .select("ticket_id as id")
    .execute();
  if (members.some(({ id }) => id === ticketId)) return;
  if (members.length >= MAX_CASE_TICKETS)
    throw new AppError("conflict", {
      text: message("cases.errors.full", { max: MAX_CASE_TICKETS }),
    });
  await insertTicket(client, viewer, found, ticketId);
}

/** The row stays, as history. */
async function takeOut(
  client: Db,
  viewer: Viewer,
  found: LockedCase,
  ticketId: string,
): Promise<void> {
  const { numUpdatedRows } = await client
    .updateTable("review_case_ticket")
    .set({ removed_at: now(), removed_by_id: viewer.userId })
    .where("case_id", "=", found.id)
    .where("ticket_id", "=", ticketId)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await auditTicket(client, viewer, "case.ticket_taken_out", found, ticketId);
}
