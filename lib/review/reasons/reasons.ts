import { actedBy } from "../../auth/acted-by";
import { scopedTickets, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { asBoolean } from "../../db/expressions";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isId } from "../../ids";
import {
  isReasonGiven,
  REASON_GIVEN,
  REASON_HOURS,
  reasonInForce,
} from "../../notices/record/opening-reason";

/** Of a ticket that its organization lets staff open with a reason only. */
export interface WantedReason {
  ticketId: string;
  number: string;
  organizationName: string;
  /** A reason holds for so long. */
  hours: number;
}

/** Null if the ticket may be opened, and for one that does not exist. Staff only. */
export async function wantedReason(viewer: Viewer, id: string): Promise<WantedReason | null> {
  const ticket = await askedTicket(viewer, id);
  if (!ticket || ticket.mayOpen) return null;
  const { number, organizationName } = ticket;
  return { ticketId: id, number, organizationName, hours: REASON_HOURS };
}

/**
 * Returns the reason that the viewer has given, or null where none is asked for. Throws `forbidden`
 * while one is missing. Staff only.
 */
export async function assertReason(viewer: Viewer, id: string): Promise<string | null> {
  const ticket = await askedTicket(viewer, id);
  if (ticket && !ticket.mayOpen)
    throw new AppError("forbidden", { text: message("review.reason.needed") });
  return ticket?.reason ?? null;
}

/** The customer sees it, with each look that follows. Staff only; throws `not_found`. */
export async function giveReason(viewer: Viewer, id: string, reason: string): Promise<void> {
  const ticket = await askedTicket(viewer, id);
  if (!ticket) throw new AppError("not_found");
  await audit({
    ...actedBy(viewer),
    organizationId: ticket.organizationId,
    action: REASON_GIVEN,
    targetType: "ticket",
    targetId: id,
    reason,
  });
}

async function askedTicket(viewer: Viewer, id: string) {
  const scope = staffScope(viewer);
  if (!isId(id)) return undefined;
  return scopedTickets(scope)
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .where("t.id", "=", id)
    .select([
      "t.number",
      "t.organization_id as organizationId",
      "o.name as organizationName",
      asBoolean(isReasonGiven(viewer)).as("mayOpen"),
      reasonInForce(viewer).as("reason"),
    ])
    .executeTakeFirst();
}
