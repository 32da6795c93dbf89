import type { Selectable } from "kysely";

import { isAnyOf, now } from "../db/expressions";
import type { FileState } from "../db/generated/enums";
import { type Db, db, transaction } from "../db/kysely";
import type { DB } from "../db/table-types";
import { eraseBytes } from "../files/file-bytes";
import { type Lease, LeaseLost } from "./lease";
import { keepTicketPrivate } from "./privacy/private-submission";
import type { SubmissionChange, SubmissionRow, SubmissionStep } from "./submission";

const NO_FAILURE = {
  step_begun_at: null,
  attempts: 0,
  checks: 0,
  error_code: null,
  error_message: null,
  field_errors: null,
  provider_code: null,
} as const satisfies SubmissionChange;

/** An absent or null field keeps the stored value. */
export interface StepResult {
  ticketId?: string | null;
  externalId?: string | null;
  requestId?: string | null;
  /** The message that carries the files. */
  attachMessageId?: string | null;
  /** The write carried the submission's files. */
  filesInCall?: boolean;
}

/** A reopened ticket gets its message, and a message its files. */
export async function nextStep(
  row: Pick<SubmissionRow, "id" | "step">,
  { filesInCall }: StepResult,
): Promise<SubmissionStep | null> {
  if (row.step === "reopen") return "write";
  if (row.step === "attach_message" || filesInCall) return null;
  const states: FileState[] =
    row.step === "write" ? ["waiting", "sending"] : ["uploaded", "unsure"];
  const file = await db()
    .selectFrom("outgoing_file")
    .where("submission_id", "=", row.id)
    .where((eb) => isAnyOf(eb.ref("state"), states))
    .select("id")
    .limit(1)
    .executeTakeFirst();
  if (!file) return null;
  return row.step === "write" ? "files" : "attach_message";
}

/** Without a next step: sent. */
export function settledAs(next: SubmissionStep | null, result: StepResult): SubmissionChange {
  const change: SubmissionChange = {
    ...NO_FAILURE,
    ticket_id: result.ticketId ?? undefined,
    external_id: result.externalId ?? undefined,
    request_id: result.requestId ?? undefined,
    attach_message_external_id: result.attachMessageId ?? undefined,
  };
  if (next !== null) return { ...change, step: next, state: "sending" };
  // Drops an encrypted message that has arrived: the mirror knows who may read it.
  return { ...change, state: "sent", settled_at: now(), due_at: null, sealed_message: null };
}

export async function settleStep(
  lease: Lease,
  row: SubmissionRow,
  result: StepResult,
): Promise<SubmissionRow> {
  if (row.kind === "create" && result.ticketId) await keepTicketPrivate(row.id, result.ticketId);
  const next = await nextStep(row, result);
  const change = settledAs(next, result);
  if (next !== null) return lease.write(change);
  if (!result.filesInCall) return lease.release(change);
  const sent = await transaction(async (client) => {
    const released = await lease.release(change, client);
    await settleFilesInCall(client, row);
    return released;
  });
  await eraseConfirmed(row.id);
  return sent;
}

/**
 * Files that their ticket or reply has carried. The provider accepts a ticket with all of its files;
 * those of a reply are compared with what the ticket shows.
 */
export async function settleFilesInCall(
  client: Db,
  row: Pick<SubmissionRow, "id" | "kind">,
): Promise<void> {
  await client
    .updateTable("outgoing_file")
    .set(
      row.kind === "create"
        ? { state: "confirmed", settled_at: now(), reason: null }
        : { state: "uploaded", uploaded_at: now(), reason: null },
    )
    .where("submission_id", "=", row.id)
    .where("state", "in", ["waiting", "sending"])
    .execute();
}

export async function eraseConfirmed(submissionId: string): Promise<void> {
  await eraseBytes((await filesOf(submissionId, ["confirmed"])).map((file) => file.id));
}

/** The files get this state and can be sent again. */
export function endWithoutFiles(
  lease: Lease,
  state: "refused" | "missing",
  reason: string | null,
): Promise<SubmissionRow> {
  return transaction(async (client) => {
    const sent = await lease.release(
      {
        state: "sent",
        settled_at: now(),
        due_at: null,
        step_begun_at: null,
        sealed_message: null,
      },
      client,
    );
    await client
      .updateTable("outgoing_file")
      .set({
        state,
        reason,
        settled_at: now(),
        // A file that may have been uploaded waits at the provider for the next message.
        uploaded_at: (eb) =>
          eb
            .case()
            .when("state", "in", ["sending", "unsure"])
            .then(eb.fn.coalesce("uploaded_at", now()))
            .else(eb.ref("uploaded_at"))
            .end(),
      })
      .where("submission_id", "=", lease.submissionId)
      .where("state", "in", ["waiting", "sending", "uploaded", "unsure"])
      .execute();
    return sent;
  });
}

const FILE_COLUMNS = ["id", "filename", "mime_type", "size", "state"] as const;

export type SubmissionFileRow = Pick<
  Selectable<DB["outgoing_file"]>,
  (typeof FILE_COLUMNS)[number]
>;

export function filesOf(
  submissionId: string,
  states: readonly FileState[],
): Promise<SubmissionFileRow[]> {
  return db()
    .selectFrom("outgoing_file")
    .where("submission_id", "=", submissionId)
    .where((eb) => isAnyOf(eb.ref("state"), states))
    .orderBy("position")
    .orderBy("id")
    .select(FILE_COLUMNS)
    .execute();
}

const SETTLED: ReadonlySet<FileState> = new Set(["confirmed", "missing", "refused"]);

/** Throws LeaseLost. */
export async function recordFileState(
  lease: Lease,
  fileId: string,
  state: Exclude<FileState, "receiving" | "ready">,
  reason: string | null = null,
): Promise<void> {
  const { numUpdatedRows } = await db()
    .updateTable("outgoing_file")
    .set({
      state,
      reason,
      settled_at: SETTLED.has(state) ? now() : null,
      uploaded_at: state === "uploaded" ? now() : undefined,
    })
    .where("id", "=", fileId)
    .where("submission_id", "=", lease.submissionId)
    .where(({ exists, selectFrom, lit }) =>
      exists(
        selectFrom("submission as s")
          .where("s.id", "=", lease.submissionId)
          .where("s.lease_token", "=", lease.token)
          .select(lit(1).as("one")),
      ),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new LeaseLost("The submission is held by another process now.");
}
