import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import { isId } from "../../ids";
import { isReasonGiven, REASON_HOURS } from "../../notices/record/opening-reason";
import { giveReason } from "../reasons/reasons";

/** A case of an organization that asks for a reason before staff open its tickets. */
export interface WantedCaseReason {
  caseId: string;
  title: string;
  organizationName: string;
  hours: number;
}

/** True if the viewer may open each ticket of a case, and it has one. */
export function isCaseReasonGiven(viewer: Viewer, caseId: string): Expression<SqlBool> {
  const eb = expressionBuilder<DB, never>();
  const inCase = (given: boolean) =>
    eb.exists(
      eb
        .selectFrom("review_case_ticket as rt")
        .innerJoin("ticket as t", "t.id", "rt.ticket_id")
        .where("rt.case_id", "=", caseId)
        .where("rt.removed_at", "is", null)
        .where((of) => (given ? isReasonGiven(viewer) : of.not(isReasonGiven(viewer))))
        .select("rt.id"),
    );
  return eb.and([inCase(true), eb.not(inCase(false))]);
}

/** Null if the case may be opened, and for one that does not exist. Staff only. */
export async function wantedCaseReason(
  viewer: Viewer,
  caseId: string,
): Promise<WantedCaseReason | null> {
  const [missing] = await ticketsWithoutReason(viewer, caseId);
  if (!missing) return null;
  const { title, organizationName } = missing;
  return { caseId, title, organizationName, hours: REASON_HOURS };
}

/** Records a reason for one ticket, which holds for the others. Staff only; throws `not_found`. */
export async function giveCaseReason(
  viewer: Viewer,
  caseId: string,
  reason: string,
): Promise<void> {
  const [ticket] = await ticketsWithoutReason(viewer, caseId);
  if (ticket) return giveReason(viewer, ticket.ticketId, reason);
  const found = await db()
    .selectFrom("review_case")
    .where("id", "=", caseId)
    .select("id")
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
}

async function ticketsWithoutReason(viewer: Viewer, caseId: string) {
  staffScope(viewer);
  if (!isId(caseId)) return [];
  return db()
    .selectFrom("review_case_ticket as rt")
    .innerJoin("review_case as rc", "rc.id", "rt.case_id")
    .innerJoin("ticket as t", "t.id", "rt.ticket_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .where("rt.case_id", "=", caseId)
    .where("rt.removed_at", "is", null)
    .where((eb) => eb.not(isReasonGiven(viewer)))
    .select(["rt.ticket_id as ticketId", "rc.title", "o.name as organizationName"])
    .orderBy("rt.id")
    .limit(1)
    .execute();
}
