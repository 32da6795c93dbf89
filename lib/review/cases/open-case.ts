import { assertMayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { asBoolean } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import { isId } from "../../ids";
import { isReasonGiven, reasonInForce } from "../../notices/record/opening-reason";
import type { ReviewCaseHead } from "./types";

export interface OpenedCase {
  head: ReviewCaseHead;
  members: OpenedMember[];
}

export type OpenedMember = Awaited<ReturnType<typeof membersOf>>[number];

/**
 * Loads a case with its tickets, or null. The caller audits a look at each of them. Throws
 * `not_found` for anyone but staff, and `forbidden` while a reason is missing.
 */
export async function openCase(
  viewer: Viewer,
  id: string,
  on: Db = db(),
): Promise<OpenedCase | null> {
  assertMayEverywhere(viewer, "cases.write");
  if (!isId(id)) return null;
  const head = await headOf(id, on);
  if (!head) return null;
  const members = await membersOf(viewer, id, on);
  if (members.some(({ mayOpen }) => !mayOpen))
    throw new AppError("forbidden", { text: message("review.reason.needed") });
  return { head, members };
}

async function headOf(id: string, on: Db): Promise<ReviewCaseHead | null> {
  const row = await on
    .selectFrom("review_case as rc")
    .innerJoin("organization as o", "o.id", "rc.organization_id")
    .leftJoin("user as u", "u.id", "rc.created_by_id")
    .leftJoin("user as c", "c.id", "rc.closed_by_id")
    .where("rc.id", "=", id)
    .select([
      "rc.id",
      "rc.title",
      "rc.organization_id as organizationId",
      "o.name as organizationName",
      "rc.created_at as createdAt",
      "u.name as createdBy",
      "rc.closed_at as closedAt",
      "c.name as closedBy",
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { createdBy, closedBy } = row;
  return {
    ...row,
    createdBy: createdBy && visibleName(createdBy),
    closedBy: closedBy && visibleName(closedBy),
  };
}

function membersOf(viewer: Viewer, id: string, on: Db) {
  return on
    .selectFrom("review_case_ticket as rt")
    .innerJoin("ticket as t", "t.id", "rt.ticket_id")
    .leftJoin("user as u", "u.id", "rt.added_by_id")
    .where("rt.case_id", "=", id)
    .where("rt.removed_at", "is", null)
    .select([
      "t.id",
      "t.number",
      "t.subject",
      "t.provider",
      "t.external_id as externalId",
      "t.status",
      "t.turn",
      "rt.added_at as addedAt",
      "u.name as addedBy",
      asBoolean(isReasonGiven(viewer)).as("mayOpen"),
      reasonInForce(viewer).as("reason"),
    ])
    .orderBy("rt.id")
    .execute();
}
