import { transaction } from "../db/sql";
import { AppError, ERROR_MESSAGES, errorTraits, isAppError } from "../errors";
import { releaseFiles } from "../files/claim-files";
import { log } from "../log";
import { readTicketNow } from "../mirror/read-ticket";
import { recordDeadCredential } from "../mirror/sync/run-sync";
import { draftKeyOf } from "./draft-key";
import { type Lease, LeaseLost, readSubmission } from "./lease";
import { endWithoutFiles } from "./outcome";
import { schedule } from "./schedule";
import { isEncrypted, type SubmissionRow } from "./submission";
import { TicketBusy } from "./ticket-claim";

/** A submission whose ticket is busy is woken when the ticket is free; this is the net under that. */
const BUSY_SECONDS = 10;
const WAITS_SECONDS = [5, 15, 30, 60, 120, 300];
/** After this long without getting through, it goes back to the person. Hours. */
const GIVE_UP_HOURS = 24;
/** An error of ours is not mended by time alone. */
const MAX_INTERNAL_TRIES = 5;
/** The first look for a lost answer. */
const FIRST_LOOK_SECONDS = 2;

interface Failed {
  /** Whether the write can have arrived. */
  arrived: boolean;
  requestId: string | null;
  /** The credential that was used, as the connection held it; undefined if none was. */
  sealedCredential?: string | null;
}

/**
 * Settles a step that failed. What can have arrived becomes `unknown`; what was turned away waits, until the moment that the provider
 * named or a growing while; anything else is `rejected` with the provider's words, and its files go back to the form. Files
 * alone never take a ticket or a reply with them.
 */
export async function settleFailure(
  lease: Lease,
  row: SubmissionRow,
  error: unknown,
  { arrived, requestId, sealedCredential }: Failed,
): Promise<SubmissionRow> {
  if (error instanceof TicketBusy) {
    if (isOverdue(row))
      return settleFailure(
        lease,
        row,
        new AppError("conflict", {
          message: `${error.message} We gave up after ${GIVE_UP_HOURS} hours.`,
        }),
        { arrived: false, requestId },
      );
    return dueAgain(
      await lease.pause(
        `state = 'queued', step_begun_at = NULL, error_code = 'conflict', error_message = $3, due_at = now() + interval '${BUSY_SECONDS} seconds'`,
        [error.message],
      ),
    );
  }
  if (!isAppError(error)) log.error({ err: error, submissionId: row.id }, "delivery failed");
  const known = isAppError(error) ? error : new AppError("internal");
  await recordDeadCredential(row.connection_id, known, sealedCredential);
  // A provider may quote what it refuses, and staff read this.
  const message = isEncrypted(row) ? ERROR_MESSAGES[known.code] : known.message;
  const told = [
    known.code,
    message,
    JSON.stringify(known.fieldErrors ?? {}),
    known.providerCode ?? null,
    known.requestId ?? requestId,
  ];
  const SET_TOLD =
    "error_code = $3, error_message = $4, field_errors = $5, provider_code = $6, request_id = coalesce($7, request_id)";
  await assertStillAt(row);
  if (arrived) {
    return dueAgain(
      await lease.pause(
        `state = 'unknown', checks = 0, step_begun_at = coalesce(step_begun_at, now()), ${SET_TOLD}, due_at = now() + interval '${FIRST_LOOK_SECONDS} seconds'`,
        told,
      ),
    );
  }
  if (mayTryAgain(row, known)) {
    const wait = WAITS_SECONDS[Math.min(row.attempts, WAITS_SECONDS.length - 1)] ?? 300;
    return dueAgain(
      await lease.pause(
        `state = 'queued', step_begun_at = NULL, attempts = attempts + 1, ${SET_TOLD}, due_at = greatest(now() + interval '${wait} seconds', $8::timestamptz)`,
        [...told, known.retryAt ?? null],
      ),
    );
  }
  if (row.step === "files" || row.step === "attach_message") return filesRefused(lease, known);
  const settled = await transaction(async (client) => {
    const rejected = await lease.release(
      `state = 'rejected', settled_at = now(), due_at = NULL, step_begun_at = NULL, ${SET_TOLD}`,
      told,
      client,
    );
    await releaseFiles(client, row.id, draftKeyOf(row));
    return rejected;
  });
  // The page offers nothing more for a ticket that the provider no longer has.
  if (known.code === "provider_not_found" && row.ticket_id !== null)
    await readTicketNow(row.ticket_id);
  return settled;
}

/** The commit of a step whose answer was lost has moved the row on: what failed is not the step at which it stands now. It is left to its lease. */
async function assertStillAt(row: SubmissionRow): Promise<void> {
  const { step, state } = await readSubmission(row.id);
  if (step !== row.step || state !== "sending") throw new LeaseLost("The row has moved on.");
}

function isOverdue(row: SubmissionRow): boolean {
  return Date.now() - row.created_at.getTime() > GIVE_UP_HOURS * 3_600_000;
}

function mayTryAgain(row: SubmissionRow, error: AppError): boolean {
  if (isOverdue(row)) return false;
  return (
    errorTraits(error.code).retriesWrite ||
    (error.code === "internal" && row.attempts < MAX_INTERNAL_TRIES)
  );
}

/** The ticket or the reply is there; its files are not, and each says so. */
function filesRefused(lease: Lease, error: AppError): Promise<SubmissionRow> {
  return endWithoutFiles(lease, "refused", error.message);
}

async function dueAgain(row: SubmissionRow): Promise<SubmissionRow> {
  if (row.due_at) await schedule(row.id, row.due_at);
  return row;
}
