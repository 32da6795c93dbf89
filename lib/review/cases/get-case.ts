import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { auditOnce, type AuditRecord } from "../../db/audit";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { visibleName } from "../../i18n/visible-name";
import { providerName, statusLabel } from "../../providers/labels";
import { visibleOr } from "../../text/blank";
import { type CaseFileView, listFilesOfCase } from "../case-file/queries";
import { MAX_CASE_TICKETS } from "./limits";
import { openCase, type OpenedCase, type OpenedMember } from "./open-case";
import { ticketsToAdd } from "./tickets-to-add";
import { caseTimeline } from "./timeline/case-timeline";
import type { CaseTimelinePage } from "./timeline/types";
import type { CaseMember, FormerCaseMember, OfferedTickets, ReviewCaseHead } from "./types";

const MAX_FORMER = 20;

export interface CaseDetail extends ReviewCaseHead {
  members: CaseMember[];
  former: FormerCaseMember[];
  timeline: CaseTimelinePage;
  caseFiles: CaseFileView[];
  /** Null while no ticket can be added. */
  offered: OfferedTickets | null;
}

/**
 * Staff only. Audits a look at the case and at each of its tickets, once an hour: the page loads
 * again with each of its forms.
 */
export async function getCase(
  viewer: Viewer,
  id: string,
  { before, find }: { before?: string; find?: string } = {},
): Promise<CaseDetail | null> {
  const opened = await openCase(viewer, id);
  if (!opened) return null;
  const t = textsOf(viewer.language);
  const { head, members } = opened;
  const isFull = members.length >= MAX_CASE_TICKETS;
  const [timeline, former, offered, caseFiles] = await Promise.all([
    caseTimeline(t, members, before),
    formerMembers(t, id, members),
    head.closedAt || isFull ? null : ticketsToAdd(viewer, opened, find),
    listFilesOfCase(viewer, id),
    auditOnce(...looksAt(viewer, opened)),
  ]);
  return {
    ...head,
    members: members.map((member) => toMember(t, member)),
    former,
    timeline,
    caseFiles,
    offered,
  };
}

function looksAt(viewer: Viewer, { head, members }: OpenedCase): AuditRecord[] {
  const by = { ...actedBy(viewer), organizationId: head.organizationId };
  return [
    {
      ...by,
      action: "case.viewed",
      targetType: "case",
      targetId: head.id,
      // A case with other tickets is another look, even in the same hour.
      data: { tickets: members.map(({ id }) => id).join(", ") },
    },
    ...members.map((member): AuditRecord => ({
      ...by,
      action: "ticket.viewed",
      targetType: "ticket",
      targetId: member.id,
      data: { case: head.id },
      reason: member.reason,
    })),
  ];
}

const toMember = (t: Translate, member: OpenedMember): CaseMember => ({
  id: member.id,
  number: member.number,
  subject: visibleOr(member.subject, t("tickets.noSubject")),
  provider: providerName(member.provider),
  status: statusLabel(t, member.provider, member.status),
  turn: member.turn,
  addedAt: member.addedAt,
  addedBy: member.addedBy && visibleName(member.addedBy),
});

/** The latest first. */
async function formerMembers(
  t: Translate,
  id: string,
  members: readonly OpenedMember[],
): Promise<FormerCaseMember[]> {
  const rows = await db()
    .selectFrom("review_case_ticket as rt")
    .innerJoin("ticket as t", "t.id", "rt.ticket_id")
    .leftJoin("user as u", "u.id", "rt.removed_by_id")
    .where("rt.case_id", "=", id)
    .where("rt.removed_at", "is not", null)
    .select((eb) => [
      "rt.id",
      "rt.ticket_id as ticketId",
      "t.number",
      "t.subject",
      eb.ref("rt.removed_at").$notNull().as("takenOutAt"),
      "u.name as takenOutBy",
    ])
    .orderBy("rt.removed_at", "desc")
    .orderBy("rt.id", "desc")
    .limit(MAX_FORMER)
    .execute();
  const known = new Set(members.map((member) => member.id));
  return rows.map((row) => ({
    ...row,
    subject: visibleOr(row.subject, t("tickets.noSubject")),
    takenOutBy: row.takenOutBy && visibleName(row.takenOutBy),
    mayPutBack: !known.has(row.ticketId) && Boolean(known.add(row.ticketId)),
  }));
}
