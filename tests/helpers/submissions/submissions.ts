import { randomUUID } from "node:crypto";

import type { Viewer } from "@/lib/auth/types";
import { sql } from "@/lib/db/sql";
import { processSubmission } from "@/lib/submissions/process-submission";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "@/lib/submissions/submission";
import type { AcceptedSubmission as Accepted } from "@/lib/submissions/types";
import { fileTicket, type FilingInput } from "@/lib/tickets/filing/file-ticket";
import { sendReply, type SendReplyInput } from "@/lib/tickets/reply/send-reply";

/** Moves everything that the outbox has written down about times back, as if so much time had passed since. */
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
    `SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE id = $1`,
    [id],
  );
  if (!row) throw new Error("There is no such submission.");
  return row;
}

/** What was accepted, delivered once as the function that took it does. */
export async function delivered({ submissionId }: Accepted): Promise<SubmissionRow> {
  await processSubmission(submissionId);
  return submission(submissionId);
}

export interface Forms {
  filing: (changes?: Partial<FilingInput>) => FilingInput;
  reply: (ticketId: string | null, changes?: Partial<SendReplyInput>) => SendReplyInput;
}

/** Filled forms of one connection, each with a key of its own. */
export function forms(connectionId: () => string): Forms {
  return {
    filing: (changes = {}) => ({
      formKey: randomUUID(),
      connectionId: connectionId(),
      values: { subject: "Site down", message: "Since 02:00." },
      place: "new",
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
