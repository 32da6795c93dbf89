import { type Queryable, sql, transaction } from "../db/sql";
import { type Lease, LeaseLost } from "./lease";
import type { SubmissionRow, SubmissionStep } from "./submission";

const FORGET_TROUBLE =
  "step_begun_at = NULL, attempts = 0, checks = 0, error_code = NULL, error_message = NULL, field_errors = NULL, provider_code = NULL";

/** What came of a step's write, as far as the provider or the mirror tells. */
export interface StepResult {
  ticketId?: string | null;
  /** The provider's id of the ticket, or of the message. */
  externalId?: string | null;
  requestId?: string | null;
  /** The provider's id of the message that carries the files. */
  attachMessageId?: string | null;
}

/** Which step follows on this one, if any: `reopen` leads to the message, and files go after what they belong to. */
export async function nextStep(
  row: Pick<SubmissionRow, "id" | "step">,
): Promise<SubmissionStep | null> {
  if (row.step === "reopen") return "write";
  if (row.step === "attach_message") return null;
  const states = row.step === "write" ? ["waiting", "sending"] : ["uploaded", "unsure"];
  const [file] = await sql(
    'SELECT 1 FROM outgoing_file WHERE submission_id = $1 AND state = ANY($2::"FileState"[]) LIMIT 1',
    [row.id, states],
  );
  if (!file) return null;
  return row.step === "write" ? "files" : "attach_message";
}

/** What a settled step writes to its row, as SQL whose values begin at `from`. With no step to follow, the submission is sent. */
export function settledAs(
  next: SubmissionStep | null,
  came: StepResult,
  from: number,
): { set: string; values: unknown[] } {
  const values = [
    came.ticketId ?? null,
    came.externalId ?? null,
    came.requestId ?? null,
    came.attachMessageId ?? null,
  ];
  const kept = `${FORGET_TROUBLE}, ticket_id = coalesce($${from}, ticket_id), external_id = coalesce($${from + 1}, external_id), request_id = coalesce($${from + 2}, request_id),
    attach_message_external_id = coalesce($${from + 3}, attach_message_external_id)`;
  // What was sent encrypted is not kept here once it has arrived: the mirror knows who may read it.
  if (next === null)
    return {
      set: `${kept}, state = 'sent', settled_at = now(), due_at = NULL, sealed_message = NULL`,
      values,
    };
  return { set: `${kept}, step = '${next}', state = 'sending'`, values };
}

/** Settles a step that the lease's holder has taken: goes on to the next, or ends as sent. */
export async function settleStep(
  lease: Lease,
  row: SubmissionRow,
  came: StepResult,
): Promise<SubmissionRow> {
  const next = await nextStep(row);
  const { set, values } = settledAs(next, came, 3);
  return next === null ? lease.release(set, values) : lease.write(set, values);
}

/** The main write is done; files that did not get through say so, in the same transaction, and can be sent again. */
export function endWithoutFiles(
  lease: Lease,
  state: "refused" | "missing",
  reason: string | null,
): Promise<SubmissionRow> {
  return transaction(async (client) => {
    const sent = await lease.release(
      "state = 'sent', settled_at = now(), due_at = NULL, step_begun_at = NULL, sealed_message = NULL",
      [],
      client,
    );
    await client.query(
      // What may have been uploaded stays at the provider until a message takes it along.
      `UPDATE outgoing_file SET state = $2::"FileState", reason = $3, settled_at = now(),
              uploaded_at = CASE WHEN state IN ('sending', 'unsure') THEN coalesce(uploaded_at, now()) ELSE uploaded_at END
        WHERE submission_id = $1 AND state IN ('waiting', 'sending', 'uploaded', 'unsure')`,
      [lease.submissionId, state, reason],
    );
    return sent;
  });
}

export interface SubmissionFileRow {
  id: string;
  filename: string;
  mime_type: string | null;
  size: number;
  state: string;
}

/** The submission's files in these states, in the order in which they were chosen. */
export function filesOf(
  submissionId: string,
  states: readonly string[],
  on?: Queryable,
): Promise<SubmissionFileRow[]> {
  return sql<SubmissionFileRow>(
    `SELECT id, filename, mime_type, size, state FROM outgoing_file WHERE submission_id = $1 AND state = ANY($2::"FileState"[]) ORDER BY position, id`,
    [submissionId, states],
    on,
  );
}

/** Notes how one file stands, under the lease that sends it. Throws LeaseLost. */
export async function recordFileState(
  lease: Lease,
  fileId: string,
  state: "waiting" | "sending" | "uploaded" | "unsure" | "confirmed" | "missing" | "refused",
  reason: string | null = null,
): Promise<void> {
  const rows = await sql(
    `UPDATE outgoing_file SET state = $3::"FileState", reason = $4, settled_at = CASE WHEN $3 IN ('confirmed', 'missing', 'refused') THEN now() END,
            uploaded_at = CASE WHEN $3 = 'uploaded' THEN now() ELSE uploaded_at END
      WHERE id = $1 AND submission_id = $2 AND EXISTS (SELECT 1 FROM submission s WHERE s.id = $2 AND s.lease_token = $5) RETURNING id`,
    [fileId, lease.submissionId, state, reason, lease.token],
  );
  if (rows.length === 0) throw new LeaseLost("The submission is held by somebody else now.");
}
