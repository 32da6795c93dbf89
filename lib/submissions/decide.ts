import { audit } from "../db/audit";
import type { Db } from "../db/kysely";
import { sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import { releaseFiles } from "../files/claim-files";
import { makeReference } from "./reference";
import { schedule } from "./schedule";
import type { Decision } from "./schemas";
import { draftKeyOf, SUBMISSION_COLUMNS, type SubmissionRow } from "./submission";

/** Runs in the same transaction; receives the row before the change. */
export type AlsoDecided = (client: Db, row: SubmissionRow) => Promise<void>;

/** Audited. Throws conflict when the submission has changed meanwhile. The caller checks access. */
export async function decide(
  submissionId: string,
  decision: Decision,
  actorId: string,
  also: AlsoDecided = async () => undefined,
): Promise<SubmissionRow> {
  return transaction(async (client) => {
    const { rows } = await sqlResult<SubmissionRow>(
      `SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE id = $1 FOR UPDATE`,
      [submissionId],
      client,
    );
    const [row] = rows;
    if (!row) throw new AppError("not_found");
    if (!isPossible[decision](row))
      throw new AppError("conflict", {
        message: "It has moved on meanwhile. What is shown is how it stands now.",
      });
    const { set, values } = changes[decision](row);
    // The new token fences off a process that still holds it.
    const decided = await sqlResult<SubmissionRow>(
      `UPDATE submission
          SET ${set},
              lease_token = lease_token + 1,
              lease_until = NULL,
              claim_key = NULL
        WHERE id = $1
        RETURNING ${SUBMISSION_COLUMNS}`,
      [row.id, ...values],
      client,
    );
    if (decision !== "send_again") await releaseFiles(client, row.id, draftKeyOf(row));
    else await schedule(row.id, new Date(), client);
    await also(client, row);
    await audit(
      {
        actorId,
        organizationId: row.organization_id,
        action: `submission.${decision}`,
        targetType: "submission",
        targetId: row.id,
        data: { kind: row.kind, was: row.state },
      },
      client,
    );
    return decided.rows[0] ?? row;
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

const ABANDON = "state = 'abandoned', due_at = NULL, settled_at = now()";

const changes: Record<Decision, (row: SubmissionRow) => { set: string; values: unknown[] }> = {
  take_back: () => ({ set: ABANDON, values: [] }),
  drop: () => ({ set: ABANDON, values: [] }),
  // A new reference, should the first write turn up late.
  send_again: (row) => ({
    set: `state = 'queued',
          created_at = now(),
          due_at = now(),
          step_begun_at = NULL,
          attempts = 0,
          checks = 0,
          error_code = NULL,
          error_message = NULL,
          reference = $2`,
    values: [row.reference === null ? null : makeReference()],
  }),
};
