import { randomUUID } from "node:crypto";

import type { Viewer } from "@/lib/auth/types";
import { type DraftKey, NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { addPiece, beginFile, finishFile } from "@/lib/files/receive-upload";
import { processSubmission } from "@/lib/submissions/process-submission";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "@/lib/submissions/submission";
import type { AcceptedSubmission } from "@/lib/submissions/types";
import { fileTicket, type FilingInput } from "@/lib/tickets/filing/file-ticket";
import { sendReply, type SendReplyInput } from "@/lib/tickets/reply/send-reply";
import { sql } from "@/tests/helpers/sql";

/** Moves all times of the outbox back, as if so many minutes had passed. */
export async function passTime(minutes: number): Promise<void> {
  const times = [
    "lease_until",
    "due_at",
    "sending_at",
    "step_begun_at",
    "created_at",
    "settled_at",
  ].map((column) => `${column} = ${column} - make_interval(secs => $1)`);
  await sql(`UPDATE submission SET ${times.join(", ")}`, [minutes * 60]);
  await sql(
    "UPDATE pgboss.job SET start_after = start_after - make_interval(secs => $1) WHERE state < 'active'",
    [minutes * 60],
  );
}

export async function submission(id: string): Promise<SubmissionRow> {
  const [row] = await sql<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS.join(", ")} FROM submission WHERE id = $1`,
    [id],
  );
  if (!row) throw new Error("There is no such submission.");
  return row;
}

/** Processes an accepted submission once, and returns its row. */
export async function delivered({ submissionId }: AcceptedSubmission): Promise<SubmissionRow> {
  await processSubmission(submissionId);
  return submission(submissionId);
}

export interface Forms {
  filing: (changes?: Partial<FilingInput>) => FilingInput;
  reply: (ticketId: string | null, changes?: Partial<SendReplyInput>) => SendReplyInput;
}

/** Makers of filled forms of one connection, each with a new form key. */
export function forms(connectionId: () => string): Forms {
  return {
    filing: (changes = {}) => ({
      formKey: randomUUID(),
      connectionId: connectionId(),
      values: { subject: "Site down", message: "Since 02:00." },
      draftKey: NEW_TICKET_KEY,
      files: [],
      ...changes,
    }),
    reply: (ticketId, changes = {}) => ({
      formKey: randomUUID(),
      ticketId: ticketId ?? "",
      message: "Any news?",
      encrypted: false,
      files: [],
      continues: false,
      ...changes,
    }),
  };
}

/** Files a ticket and delivers it. */
export async function filed(viewer: Viewer, input: FilingInput): Promise<SubmissionRow> {
  return delivered(await fileTicket(viewer, input));
}

/** Sends a reply and delivers it. */
export async function replied(viewer: Viewer, input: SendReplyInput): Promise<SubmissionRow> {
  return delivered(await sendReply(viewer, input));
}

/** Uploads a small text file for a draft, and returns its id. */
export async function uploadFile(
  viewer: Viewer,
  target: { connectionId: string; draftKey: DraftKey; name: string },
): Promise<string> {
  const bytes = new TextEncoder().encode(`The content of ${target.name}.`);
  const { file } = await beginFile(viewer, { ...target, size: bytes.length });
  await addPiece(viewer, file.id, 0, bytes);
  await finishFile(viewer, file.id);
  return file.id;
}
