import type { FileState } from "../db/generated/enums";
import { type Queryable, sql, sqlResult,transaction } from "../db/sql";
import { type Lease, LeaseLost } from "./lease";
import type { SubmissionRow, SubmissionStep } from "./submission";

const CLEAR_FAILURE = `
  step_begun_at = NULL,
  attempts = 0,
  checks = 0,
  error_code = NULL,
  error_message = NULL,
  field_errors = NULL,
  provider_code = NULL`;

export interface StepResult {
  ticketId?: string | null;
  externalId?: string | null;
  requestId?: string | null;
  attachMessageId?: string | null;
}

/** A reopened ticket gets its message, and a message its files. */
export async function nextStep(
  row: Pick<SubmissionRow, "id" | "step">,
): Promise<SubmissionStep | null> {
  if (row.step === "reopen") return "write";
  if (row.step === "attach_message") return null;
  const states = row.step === "write" ? ["waiting", "sending"] : ["uploaded", "unsure"];
  const [file] = await sql(
    `SELECT 1
       FROM outgoing_file
      WHERE submission_id = $1
        AND state = ANY($2::"FileState"[])
      LIMIT 1`,
    [row.id, states],
  );
  if (!file) return null;
  return row.step === "write" ? "files" : "attach_message";
}

/** Numbers its values from `from`. Without a next step: sent. */
export function settledAs(
  next: SubmissionStep | null,
  result: StepResult,
  from: number,
): { set: string; values: unknown[] } {
  const values = [
    result.ticketId ?? null,
    result.externalId ?? null,
    result.requestId ?? null,
    result.attachMessageId ?? null,
  ];
  const set = `${CLEAR_FAILURE},
    ticket_id = coalesce($${from}, ticket_id),
    external_id = coalesce($${from + 1}, external_id),
    request_id = coalesce($${from + 2}, request_id),
    attach_message_external_id = coalesce($${from + 3}, attach_message_external_id)`;
  if (next !== null) return { set: `${set}, step = '${next}', state = 'sending'`, values };
  // Drops an encrypted message that has arrived: the mirror knows who may read it.
  return {
    set: `${set}, state = 'sent', settled_at = now(), due_at = NULL, sealed_message = NULL`,
    values,
  };
}

export async function settleStep(
  lease: Lease,
  row: SubmissionRow,
  result: StepResult,
): Promise<SubmissionRow> {
  const next = await nextStep(row);
  const { set, values } = settledAs(next, result, 3);
  return next === null ? lease.release(set, values) : lease.write(set, values);
}

/** The files get this state and can be sent again. */
export function endWithoutFiles(
  lease: Lease,
  state: "refused" | "missing",
  reason: string | null,
): Promise<SubmissionRow> {
  return transaction(async (client) => {
    const sent = await lease.release(
      `state = 'sent',
       settled_at = now(),
       due_at = NULL,
       step_begun_at = NULL,
       sealed_message = NULL`,
      [],
      client,
    );
    await sqlResult(
      // A file that may have been uploaded waits at the provider for the next message.
      `UPDATE outgoing_file
          SET state = $2::"FileState",
              reason = $3,
              settled_at = now(),
              uploaded_at = CASE
                WHEN state IN ('sending', 'unsure') THEN coalesce(uploaded_at, now())
                ELSE uploaded_at
              END
        WHERE submission_id = $1
          AND state IN ('waiting', 'sending', 'uploaded', 'unsure')`,
      [lease.submissionId, state, reason],
      client,
    );
    return sent;
  });
}

export interface SubmissionFileRow {
  id: string;
  filename: string;
  mime_type: string | null;
  size: number;
  state: FileState;
}

export function filesOf(
  submissionId: string,
  states: readonly string[],
  on?: Queryable,
): Promise<SubmissionFileRow[]> {
  return sql<SubmissionFileRow>(
    `SELECT id, filename, mime_type, size, state
       FROM outgoing_file
      WHERE submission_id = $1
        AND state = ANY($2::"FileState"[])
      ORDER BY position, id`,
    [submissionId, states],
    on,
  );
}

/** Throws LeaseLost. */
export async function recordFileState(
  lease: Lease,
  fileId: string,
  state: Exclude<FileState, "receiving" | "ready">,
  reason: string | null = null,
): Promise<void> {
  const rows = await sql(
    `UPDATE outgoing_file
        SET state = $3::"FileState",
            reason = $4,
            settled_at = CASE WHEN $3 IN ('confirmed', 'missing', 'refused') THEN now() END,
            uploaded_at = CASE WHEN $3 = 'uploaded' THEN now() ELSE uploaded_at END
      WHERE id = $1
        AND submission_id = $2
        AND EXISTS (SELECT 1 FROM submission s WHERE s.id = $2 AND s.lease_token = $5)
      RETURNING id`,
    [fileId, lease.submissionId, state, reason, lease.token],
  );
  if (rows.length === 0) throw new LeaseLost("The submission is held by another process now.");
}
