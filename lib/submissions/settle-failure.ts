import { fromNow, json, now } from "../db/expressions";
import { transaction } from "../db/kysely";
import { errorTraits } from "../error-codes";
import { AppError, isAppError } from "../errors";
import { releaseFiles } from "../files/claim-files";
import { message } from "../i18n/message";
import { toStoredText } from "../i18n/stored-text";
import { log } from "../log";
import { connectionCan } from "../mirror/connection/connection-can";
import { readTicketNow } from "../mirror/read-ticket";
import { recordDeadCredential } from "../mirror/sync/run-sync";
import { type Lease, LeaseLost, readSubmission } from "./lease";
import { endWithoutFiles } from "./outcome";
import { schedule } from "./schedule";
import { draftKeyOf, isEncrypted, type SubmissionChange, type SubmissionRow } from "./submission";
import { TicketBusy } from "./ticket-claim";

/** Fallback: a freed ticket queues its submission at once. */
const BUSY_SECONDS = 10;
const RETRY_SECONDS = [5, 15, 30, 60, 120, 300];
/** Then the submission returns to its author. */
const GIVE_UP_HOURS = 24;
/** Time alone does not fix errors of ours. */
const MAX_INTERNAL_TRIES = 5;
const FIRST_CHECK_SECONDS = 2;

interface StepFailure {
  mayHaveArrived: boolean;
  requestId: string | null;
  credentialVersion?: number;
  providerName?: string;
}

/**
 * `unknown` if it may have arrived, queued if retryable, else `rejected`, with its files returned
 * to the draft. Failing files never reject their ticket or reply.
 */
export async function settleFailure(
  lease: Lease,
  row: SubmissionRow,
  error: unknown,
  { mayHaveArrived, requestId, credentialVersion, providerName }: StepFailure,
): Promise<SubmissionRow> {
  if (error instanceof TicketBusy) {
    if (isOverdue(row))
      return settleFailure(
        lease,
        row,
        new AppError("conflict", {
          text: message("submission.gaveUp", { hours: GIVE_UP_HOURS }),
        }),
        { mayHaveArrived: false, requestId },
      );
    return scheduleRetry(
      await lease.pause({
        state: "queued",
        step_begun_at: null,
        error_code: "conflict",
        error_message: toStoredText(error),
        due_at: fromNow(BUSY_SECONDS * 1_000),
      }),
    );
  }
  if (!isAppError(error)) log.error({ err: error, submissionId: row.id }, "delivery failed");
  const known = isAppError(error) ? error : new AppError("internal");
  await recordDeadCredential(row.connection_id, known, credentialVersion);
  // Staff read this, and a provider may quote the refused text.
  const shown = isEncrypted(row) ? new AppError(known.code) : known;
  const failure: SubmissionChange = {
    error_code: known.code,
    error_message: toStoredText(shown),
    field_errors: json(known.fieldErrors ?? {}),
    provider_code: known.providerCode ?? null,
    request_id: known.requestId ?? requestId ?? undefined,
  };
  await assertAtStep(row);
  if (mayHaveArrived) {
    return scheduleRetry(
      await lease.pause({
        ...failure,
        state: "unknown",
        checks: 0,
        step_begun_at: (eb) => eb.fn.coalesce("step_begun_at", now()),
        due_at: fromNow(FIRST_CHECK_SECONDS * 1_000),
      }),
    );
  }
  if (isRetryable(row, known)) {
    const wait = RETRY_SECONDS[Math.min(row.attempts, RETRY_SECONDS.length - 1)] ?? 300;
    return scheduleRetry(
      await lease.pause({
        ...failure,
        state: "queued",
        step_begun_at: null,
        attempts: (eb) => eb("attempts", "+", 1),
        due_at: (eb) =>
          eb.fn<Date>("greatest", [fromNow(wait * 1_000), eb.val(known.retryAt ?? null)]),
      }),
    );
  }
  if (row.step === "files" || row.step === "attach_message")
    return endWithRefusedFiles(lease, known);
  const withdrawn = await repliesWithdrawn(row, shown, providerName);
  if (withdrawn) failure.error_message = toStoredText(withdrawn);
  const settled = await transaction(async (client) => {
    const rejected = await lease.release(
      { ...failure, state: "rejected", settled_at: now(), due_at: null, step_begun_at: null },
      client,
    );
    await releaseFiles(client, row.id, draftKeyOf(row));
    return rejected;
  });
  if (known.code === "provider_not_found" && row.ticket_id !== null)
    await readTicketNow(row.ticket_id);
  return settled;
}

/** Returns the advice for a reply that its own call found to be impossible, or null. */
async function repliesWithdrawn(
  row: SubmissionRow,
  { words }: AppError,
  name: string | undefined,
): Promise<AppError | null> {
  if (row.kind !== "reply" || name === undefined) return null;
  if (await connectionCan(row.connection_id, "reply")) return null;
  return new AppError("provider_forbidden", {
    text: message("submission.cannotReply", { name }),
    words,
  });
}

/** Throws LeaseLost if the commit only seemed to fail. */
async function assertAtStep(row: SubmissionRow): Promise<void> {
  const { step, state } = await readSubmission(row.id);
  if (step !== row.step || state !== "sending") throw new LeaseLost("The row has moved on.");
}

function isOverdue(row: SubmissionRow): boolean {
  return Date.now() - row.created_at.getTime() > GIVE_UP_HOURS * 3_600_000;
}

function isRetryable(row: SubmissionRow, error: AppError): boolean {
  if (isOverdue(row)) return false;
  return (
    errorTraits(error.code).retriesWrite ||
    (error.code === "internal" && row.attempts < MAX_INTERNAL_TRIES)
  );
}

function endWithRefusedFiles(lease: Lease, error: AppError): Promise<SubmissionRow> {
  return endWithoutFiles(lease, "refused", toStoredText(error));
}

async function scheduleRetry(row: SubmissionRow): Promise<SubmissionRow> {
  if (row.due_at) await schedule(row.id, row.due_at);
  return row;
}
