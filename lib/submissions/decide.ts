import { audit, type AuditActor } from "../db/audit";
import { now } from "../db/expressions";
import { type Db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { releaseFiles } from "../files/claim-files";
import { message } from "../i18n/message";
import { makeReference } from "./reference";
import { schedule } from "./schedule";
import type { Decision } from "./schemas";
import {
  draftKeyOf,
  type StoredTypes,
  SUBMISSION_COLUMNS,
  type SubmissionChange,
  type SubmissionRow,
} from "./submission";

/** Runs in the same transaction; receives the row before the change. */
export type AlsoDecided = (client: Db, row: SubmissionRow) => Promise<void>;

/** Audited. Throws conflict when the submission has changed meanwhile. The caller checks access. */
export async function decide(
  submissionId: string,
  decision: Decision,
  actor: AuditActor,
  also: AlsoDecided = async () => undefined,
): Promise<SubmissionRow> {
  return transaction(async (client) => {
    const row = await client
      .selectFrom("submission")
      .where("id", "=", submissionId)
      .forUpdate()
      .select(SUBMISSION_COLUMNS)
      .$narrowType<StoredTypes>()
      .executeTakeFirst();
    if (!row) throw new AppError("not_found");
    if (!isPossible[decision](row))
      throw new AppError("conflict", {
        text: message("submission.changedMeanwhile"),
      });
    const decided = await client
      .updateTable("submission")
      .set({
        ...changes[decision](row),
        // The new token fences off a process that still holds it.
        lease_token: (eb) => eb("lease_token", "+", 1),
        lease_until: null,
        claim_key: null,
      })
      .where("id", "=", row.id)
      .returning(SUBMISSION_COLUMNS)
      .$narrowType<StoredTypes>()
      .executeTakeFirst();
    if (decision !== "send_again") await releaseFiles(client, row.id, draftKeyOf(row));
    else await schedule(row.id, new Date(), client);
    await also(client, row);
    await audit(
      {
        ...actor,
        organizationId: row.organization_id,
        action: `submission.${decision}`,
        targetType: "submission",
        targetId: row.id,
        data: { kind: row.kind, was: row.state },
      },
      client,
    );
    return decided ?? row;
  });
}

export function canTakeBack(row: Pick<SubmissionRow, "state" | "step">): boolean {
  return row.state === "queued" && (row.step === "reopen" || row.step === "write");
}

const isPossible: Record<Decision, (row: SubmissionRow) => boolean> = {
  take_back: canTakeBack,
  send_again: (row) => row.state === "needs_decision",
  drop: (row) => row.state === "needs_decision" || row.state === "rejected",
};

const abandoned = (): SubmissionChange => ({
  state: "abandoned",
  due_at: null,
  settled_at: now(),
});

const changes: Record<Decision, (row: SubmissionRow) => SubmissionChange> = {
  take_back: abandoned,
  drop: abandoned,
  // A new reference, should the first write turn up late.
  send_again: (row) => ({
    state: "queued",
    created_at: now(),
    due_at: now(),
    step_begun_at: null,
    attempts: 0,
    checks: 0,
    error_code: null,
    error_message: null,
    reference: row.reference === null ? null : makeReference(),
  }),
};
