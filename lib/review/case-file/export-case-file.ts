import { makeZip } from "client-zip";

import { actedBy } from "../../auth/acted-by";
import { countPersonUse } from "../../auth/limits/person-rates";
import { loadViewer } from "../../auth/load-viewer";
import { isStaff } from "../../auth/permissions";
import { scopedTickets, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { auditAll, type AuditRecord } from "../../db/audit";
import { type ColumnChanges, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { isId, newId } from "../../ids";
import { openCase } from "../cases/open-case";
import { takeExportSlot } from "../export/export-slots";
import { textStream } from "../export/text-stream";
import { assertReason } from "../reasons/reasons";
import { caseFileEntries, type CaseFileHead, type CaseTicket } from "./case-file-entries";

const MAX_MS = 290_000;

interface CaseFileDownload {
  filename: string;
  body: ReadableStream<Uint8Array>;
}

interface AskedTicket extends CaseTicket {
  /** The viewer's, for opening it. */
  reason: string | null;
}

interface CaseFileRequest {
  /** Null for a ticket alone. */
  caseId: string | null;
  tickets: readonly AskedTicket[];
  /** The part of the archive's name that says which tickets it has. */
  name: string;
}

/**
 * Makes a case file of a ticket while it is sent. Staff only; audited, and its row written, before
 * that. Throws `not_found`, `throttled`, and `forbidden` while a reason for opening it is missing.
 */
export async function exportCaseFile(viewer: Viewer, ticketId: string): Promise<CaseFileDownload> {
  const ticket = await ticketOf(viewer, ticketId);
  const reason = await assertReason(viewer, ticketId);
  return download(viewer, {
    caseId: null,
    tickets: [{ ...ticket, reason }],
    name: ticket.number,
  });
}

/** Exports all tickets of a case in one archive, and audits it as an export of each. */
export async function exportFileOfCase(viewer: Viewer, caseId: string): Promise<CaseFileDownload> {
  const opened = await openCase(viewer, caseId);
  if (!opened || opened.members.length === 0) throw new AppError("not_found");
  const { organizationId, organizationName: organization } = opened.head;
  const tickets = opened.members.map(({ id, number, provider, externalId, reason }) => ({
    ...{ id, number, provider, externalId, reason },
    organizationId,
    organization,
  }));
  const [first = "", ...others] = tickets.map(({ number }) => number);
  const name = others.length > 0 ? `${first}-and-${others.length}-more` : first;
  return download(viewer, { caseId, tickets, name });
}

async function download(viewer: Viewer, request: CaseFileRequest): Promise<CaseFileDownload> {
  await countPersonUse(viewer, "export");
  const release = takeExportSlot(viewer.userId);
  try {
    const head = await beginCaseFile(viewer, request);
    const entries = caseFileEntries(viewer, head, (root) => keepRoot(viewer, head.id, root));
    const pieces = readAll(makeZip(entries));
    return {
      filename: `case-${request.name}-${head.madeAt.toISOString().slice(0, 10)}.zip`,
      body: textStream(pieces, { maxMs: MAX_MS, onEnd: release }),
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function ticketOf(viewer: Viewer, ticketId: string): Promise<CaseTicket> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const ticket = await scopedTickets(staffScope(viewer))
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .where("t.id", "=", ticketId)
    .select([
      "t.id",
      "t.number",
      "t.provider",
      "t.external_id as externalId",
      "t.organization_id as organizationId",
      "o.name as organization",
    ])
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  return ticket;
}

function beginCaseFile(
  viewer: Viewer,
  { caseId, tickets }: CaseFileRequest,
): Promise<CaseFileHead> {
  const id = newId();
  const [first] = tickets;
  if (!first) throw new AppError("not_found");
  const { organizationId } = first;
  return transaction(async (client) => {
    await auditAll(
      tickets.map((ticket): AuditRecord => ({
        ...actedBy(viewer),
        organizationId,
        action: "case_file.exported",
        targetType: "ticket",
        targetId: ticket.id,
        data: { caseFile: id, ...(caseId !== null && { case: caseId }) },
        reason: ticket.reason,
      })),
      client,
    );
    const { made_at: madeAt } = await client
      .insertInto("case_file")
      .values({
        id,
        ticket_id: caseId === null ? first.id : null,
        case_id: caseId,
        organization_id: organizationId,
        made_by_id: viewer.userId,
      })
      .returning("made_at")
      .executeTakeFirstOrThrow();
    return { id, caseId, tickets: tickets.map(({ reason: _reason, ...one }) => one), madeAt };
  });
}

/** Rights can end while it is made: without its end, the archive is not readable. */
async function keepRoot({ session }: Viewer, id: string, root: string): Promise<void> {
  const now = await loadViewer(session.id);
  if (!now || !isStaff(now)) throw new AppError("unauthenticated");
  await db()
    .updateTable("case_file")
    .set({ root } satisfies ColumnChanges<"case_file">)
    .where("id", "=", id)
    .execute();
}

async function* readAll(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
