import { assertMayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import { visibleName } from "../../i18n/visible-name";
import { isId } from "../../ids";
import { assertReason } from "../reasons/reasons";
import type { TicketCases } from "./types";

const MAX_SHOWN = 20;
const MAX_FORMER = 3;
const MAX_OTHERS = 50;

const NONE: TicketCases = { current: [], former: [], others: [], hasMore: false };

/** Staff only. Throws `forbidden` while a reason for opening the ticket is missing. */
export async function ticketCases(viewer: Viewer, ticketId: string): Promise<TicketCases> {
  assertMayEverywhere(viewer, "cases.write");
  if (!isId(ticketId)) return NONE;
  await assertReason(viewer, ticketId);
  const [times, others] = await Promise.all([timesOf(ticketId), otherCases(ticketId)]);
  const current = times.filter(({ takenOutAt }) => takenOutAt === null);
  const isIn = new Set(current.map(({ id }) => id));
  const former = times.flatMap(({ id, title, isClosed, takenOutAt, takenOutBy }) =>
    takenOutAt === null || isClosed || isIn.has(id) || !isIn.add(id)
      ? []
      : [{ id, title, takenOutAt, takenOutBy: takenOutBy && visibleName(takenOutBy) }],
  );
  return {
    current: current.slice(0, MAX_SHOWN).map(({ id, title, isClosed, tickets }) => ({
      id,
      title,
      isClosed,
      tickets: tickets ?? 0,
    })),
    former: former.slice(0, MAX_FORMER),
    others: others.slice(0, MAX_OTHERS),
    hasMore: others.length > MAX_OTHERS,
  };
}

/** The newest first. */
async function timesOf(ticketId: string) {
  const rows = await db()
    .selectFrom("review_case_ticket as rt")
    .innerJoin("review_case as rc", "rc.id", "rt.case_id")
    .leftJoin("user as u", "u.id", "rt.removed_by_id")
    .where("rt.ticket_id", "=", ticketId)
    .select((eb) => [
      "rc.id",
      "rc.title",
      "rc.closed_at as closedAt",
      "rt.removed_at as takenOutAt",
      "u.name as takenOutBy",
      eb
        .selectFrom("review_case_ticket as all")
        .whereRef("all.case_id", "=", "rc.id")
        .where("all.removed_at", "is", null)
        .select(countRows().as("tickets"))
        .as("tickets"),
    ])
    .orderBy("rt.id", "desc")
    .limit(200)
    .execute();
  return rows.map(({ closedAt, ...row }) => ({ ...row, isClosed: closedAt !== null }));
}

function otherCases(ticketId: string) {
  return db()
    .selectFrom("review_case as rc")
    .innerJoin("ticket as t", "t.organization_id", "rc.organization_id")
    .where("t.id", "=", ticketId)
    .where("rc.closed_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("review_case_ticket as rt")
            .whereRef("rt.case_id", "=", "rc.id")
            .where("rt.ticket_id", "=", ticketId)
            .where("rt.removed_at", "is", null)
            .select("rt.id"),
        ),
      ),
    )
    .select(["rc.id", "rc.title"])
    .orderBy("rc.id", "desc")
    .limit(MAX_OTHERS + 1)
    .execute();
}
