import { transaction } from "../db/sql";
import { AppError, isAppError, type ErrorCode } from "../errors";
import { releaseFiles } from "../files/claim";
import { log } from "../log";
import { recordDeadCredential } from "../mirror/run-sync";
import { LeaseLost, type Lease } from "./lease";
import { placeOf } from "./place";
import type { SubmissionRow } from "./submission";
import { sql } from "../db/sql";
import { wake } from "./wake";

/** The provider turned it away at the door: nothing came of it, and it may be taken another time. */
const TURNED_AWAY: ReadonlySet<ErrorCode> = new Set(["provider_rate_limited", "provider_unavailable", "provider_timeout", "provider_unreadable", "provider_unknown_outcome"]);
const WAITS_SECONDS = [5, 15, 30, 60, 120, 300];
/** After this long without getting through, it goes back to the person. Hours. */
const GIVE_UP_HOURS = 24;
/** An error of ours is not mended by time alone. */
const MOST_INTERNAL_TRIES = 5;
/** The first look for a lost answer. */
const FIRST_LOOK_SECONDS = 2;

interface Failed {
  /** Whether the write can have arrived. */
  arrived: boolean;
  requestId: string | null;
}

/**
 * Settles a step that failed. What can have arrived becomes `unknown`; what was turned away waits, until the moment that the provider
 * named or a growing while; anything else is `rejected` with the provider's words, and its files go back to the form. Files
 * alone never take a ticket or a reply with them.
 */
export async function settleFailure(lease: Lease, row: SubmissionRow, error: unknown, { arrived, requestId }: Failed): Promise<SubmissionRow> {
  if (!isAppError(error)) log.error({ err: error, submissionId: row.id }, "delivery failed");
  const known = isAppError(error) ? error : new AppError("internal");
  await recordDeadCredential(row.connection_id, known);
  const told = [known.code, known.message, JSON.stringify(known.fieldErrors ?? {}), known.providerCode ?? null, known.requestId ?? requestId];
  const SET_TOLD = "error_code = $3, error_message = $4, field_errors = $5, provider_code = $6, request_id = coalesce($7, request_id)";
  if (arrived) {
    return dueAgain(await lease.release(`state = 'unknown', checks = 0, step_begun_at = coalesce(step_begun_at, now()), ${SET_TOLD}, due_at = now() + interval '${FIRST_LOOK_SECONDS} seconds'`, told));
  }
  if (mayTryAgain(row, known)) {
    const wait = WAITS_SECONDS[Math.min(row.attempts, WAITS_SECONDS.length - 1)] ?? 300;
    return dueAgain(await lease.release(
      `state = 'queued', step_begun_at = NULL, attempts = attempts + 1, ${SET_TOLD}, due_at = greatest(now() + interval '${wait} seconds', $8::timestamptz)`,
      [...told, known.retryAt ?? null],
    ));
  }
  if (row.step === "files" || row.step === "carry") return filesRefused(lease, row, known);
  return transaction(async (client) => {
    lease.stop();
    const { rows } = await client.query<SubmissionRow>(
      `UPDATE submission SET state = 'rejected', settled_at = now(), due_at = NULL, lease_until = NULL, step_begun_at = NULL, ${SET_TOLD} WHERE id = $1 AND lease_token = $2 RETURNING *`,
      [row.id, lease.token, ...told],
    );
    const [rejected] = rows;
    if (!rejected) throw new LeaseLost("Lost while it was rejected.");
    await releaseFiles(client, row.id, placeOf(row));
    return rejected;
  });
}

function mayTryAgain(row: SubmissionRow, error: AppError): boolean {
  if (Date.now() - row.created_at.getTime() > GIVE_UP_HOURS * 3_600_000) return false;
  return TURNED_AWAY.has(error.code) || (error.code === "internal" && row.attempts < MOST_INTERNAL_TRIES);
}

/** The ticket or the reply is there; its files are not, and each says so. */
async function filesRefused(lease: Lease, row: SubmissionRow, error: AppError): Promise<SubmissionRow> {
  const sent = await lease.release("state = 'sent', settled_at = now(), due_at = NULL, step_begun_at = NULL, sealed_message = NULL");
  await sql(
    "UPDATE outgoing_file SET state = 'refused', reason = $2, settled_at = now() WHERE submission_id = $1 AND state IN ('waiting', 'sending', 'uploaded', 'unsure')",
    [row.id, error.message],
  );
  return sent;
}

async function dueAgain(row: SubmissionRow): Promise<SubmissionRow> {
  if (row.due_at) await wake(row.id, row.due_at);
  return row;
}
