import { sql } from "../db/sql";
import { AppError, isAppError, type ErrorCode } from "../errors";
import { log } from "../log";
import { storeSnapshot } from "../mirror/read-ticket";
import { recordDeadCredential } from "../mirror/run-sync";
import { openConnection, type OpenConnection } from "../mirror/session";
import { send } from "./send";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "./submission";

/** Errors after which it is not known whether the provider has it. Everything else means that nothing came of it. */
const OUTCOME_UNKNOWN: ReadonlySet<ErrorCode> = new Set(["provider_unknown_outcome", "provider_timeout", "provider_unreadable", "internal"]);

/**
 * Sends a queued submission, once: of several callers one sends, the others get the row as it stands. Ends as `sent` with the
 * ticket in the mirror, `rejected` with the provider's words, or `unknown`. Never sends again what may have arrived.
 */
export async function deliver(submissionId: string): Promise<SubmissionRow> {
  const [mine] = await sql<SubmissionRow>(
    `UPDATE submission SET state = 'sending', sending_at = now() WHERE id = $1 AND state = 'queued' RETURNING ${SUBMISSION_COLUMNS}`,
    [submissionId],
  );
  if (!mine) return read(submissionId);
  let open: OpenConnection | undefined;
  let reached = false;
  try {
    open = await openConnection(mine.connection_id);
    const sent = await send(open, mine, () => (reached = true));
    return await settleSent(mine, open, sent);
  } catch (error) {
    return await settleFailed(mine, error, open, reached);
  } finally {
    await open?.close();
  }
}

async function settleSent(row: SubmissionRow, open: OpenConnection, sent: Awaited<ReturnType<typeof send>>): Promise<SubmissionRow> {
  const ticketId = sent.snapshot ? await storeSnapshot(open, sent.snapshot) : row.ticket_id;
  const [settled] = await sql<SubmissionRow>(
    `UPDATE submission SET state = 'sent', settled_at = now(), ticket_id = $2, external_id = $3, request_id = $4,
            payload = CASE WHEN payload->>'encrypted' = 'true' THEN payload - 'message' ELSE payload END
      WHERE id = $1 RETURNING ${SUBMISSION_COLUMNS}`,
    [row.id, ticketId, sent.externalId, open.lastRequestId()],
  );
  return settled ?? row;
}

async function settleFailed(row: SubmissionRow, error: unknown, open: OpenConnection | undefined, accepted: boolean): Promise<SubmissionRow> {
  if (!isAppError(error)) log.error({ err: error, submissionId: row.id }, "delivery failed");
  const known = isAppError(error) ? error : new AppError("internal");
  const unknown = accepted || (open !== undefined && OUTCOME_UNKNOWN.has(known.code));
  await recordDeadCredential(row.connection_id, known);
  const [settled] = await sql<SubmissionRow>(
    `UPDATE submission SET state = $2::"SubmissionState", settled_at = CASE WHEN $2 = 'rejected' THEN now() END, error_code = $3, error_message = $4,
            field_errors = $5, request_id = $6,
            payload = CASE WHEN $2 = 'rejected' AND payload->>'encrypted' = 'true' THEN payload - 'message' ELSE payload END WHERE id = $1 RETURNING ${SUBMISSION_COLUMNS}`,
    [row.id, unknown ? "unknown" : "rejected", known.code, known.message, JSON.stringify(known.fieldErrors ?? {}), known.requestId ?? open?.lastRequestId() ?? null],
  );
  return settled ?? row;
}

async function read(submissionId: string): Promise<SubmissionRow> {
  const [row] = await sql<SubmissionRow>(`SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE id = $1`, [submissionId]);
  if (!row) throw new AppError("not_found");
  return row;
}

const POLL_MS = 150;

/** Waits until somebody else's sending of this submission has ended, at most `patience` milliseconds. */
export async function awaitSettled(submissionId: string, patience = 20_000): Promise<SubmissionRow> {
  const endBy = Date.now() + patience;
  let row = await read(submissionId);
  while ((row.state === "queued" || row.state === "sending") && Date.now() < endBy) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    row = await read(submissionId);
  }
  return row;
}
