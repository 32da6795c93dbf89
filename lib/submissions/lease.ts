import { type Queryable, sql } from "../db/sql";
import { AppError } from "../errors";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "./submission";

const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 15_000;
/** Nothing goes out in the lease's last moments: the clocks of two machines differ a little. */
const MARGIN_MS = 10_000;
const UNTIL = `now() + interval '${LEASE_MS} milliseconds'`;

/** Keeps the claim on the ticket while the provider has files of this submission, or may have. */
const KEEPS_CLAIM = `CASE WHEN EXISTS (SELECT 1 FROM outgoing_file f
  WHERE f.submission_id = submission.id AND f.state IN ('sending', 'uploaded', 'unsure')) THEN claim_key END`;

/** The lease was lost: another process has taken the submission up, or a person has decided. Whoever meets this writes and sends nothing more. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/**
 * One process's hold on one submission, with its fencing token: every write to the row goes through here and changes nothing once
 * somebody else has taken over.
 */
export class Lease {
  #liveUntil: number;
  #timer: NodeJS.Timeout;

  private constructor(
    readonly submissionId: string,
    readonly token: number,
    heldSince: number,
  ) {
    this.#liveUntil = heldSince + LEASE_MS - MARGIN_MS;
    this.#timer = setInterval(() => void this.renew().catch(() => undefined), RENEW_EVERY_MS);
    this.#timer.unref();
  }

  /**
   * Takes a submission up if something is due about it and nobody holds it. One that a process left behind in the middle of a write
   * becomes `unknown`: it may have arrived. Null when there is nothing to take up.
   */
  static async take(submissionId: string): Promise<{ lease: Lease; row: SubmissionRow } | null> {
    const heldSince = Date.now();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission SET lease_token = lease_token + 1, lease_until = ${UNTIL}, due_at = ${UNTIL},
              state = CASE WHEN state = 'queued' THEN 'sending' WHEN state = 'sending' AND step_begun_at IS NOT NULL THEN 'unknown' ELSE state END
        WHERE id = $1 AND state IN ('queued', 'sending', 'unknown') AND (due_at IS NULL OR due_at <= now()) AND (lease_until IS NULL OR lease_until <= now())
        RETURNING ${SUBMISSION_COLUMNS}`,
      [submissionId],
    );
    return row ? { lease: new Lease(row.id, row.lease_token, heldSince), row } : null;
  }

  /** Writes to the row: `set` is SQL with its own values from $3 on. Renews the lease on the way. Throws LeaseLost. */
  async write(set: string, values: unknown[] = []): Promise<SubmissionRow> {
    const heldSince = Date.now();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission SET lease_until = ${UNTIL}, due_at = ${UNTIL}${set ? `, ${set}` : ""} WHERE id = $1 AND lease_token = $2 RETURNING ${SUBMISSION_COLUMNS}`,
      [this.submissionId, this.token, ...values],
    );
    if (!row) throw this.#lost();
    this.#liveUntil = heldSince + LEASE_MS - MARGIN_MS;
    return row;
  }

  /** The last write of a submission that has ended: lets go of the row, its token and its ticket. Throws LeaseLost. */
  release(set: string, values: unknown[] = [], on?: Queryable): Promise<SubmissionRow> {
    return this.#letGo(`claim_key = NULL, ${set}`, values, on);
  }

  /** The same for a while; `set` says when it is due again. The ticket stays claimed as long as files wait on it. */
  pause(set: string, values: unknown[] = []): Promise<SubmissionRow> {
    return this.#letGo(`claim_key = ${KEEPS_CLAIM}, ${set}`, values);
  }

  async #letGo(set: string, values: unknown[], on?: Queryable): Promise<SubmissionRow> {
    this.stop();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission SET lease_until = NULL, lease_token = lease_token + 1, ${set} WHERE id = $1 AND lease_token = $2 RETURNING ${SUBMISSION_COLUMNS}`,
      [this.submissionId, this.token, ...values],
      on,
    );
    if (!row) throw this.#lost();
    return row;
  }

  async renew(): Promise<void> {
    await this.write("");
  }

  /** Asked in the moment before anything goes out. A process that slept past its lease is stopped here. Throws LeaseLost. */
  assertLive(): void {
    if (Date.now() >= this.#liveUntil) throw this.#lost();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#liveUntil = 0;
  }

  #lost(): LeaseLost {
    this.stop();
    return new LeaseLost("The submission is held by somebody else now.");
  }
}

/** The row as it stands. Throws not_found. */
export async function readSubmission(submissionId: string): Promise<SubmissionRow> {
  const [row] = await sql<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE id = $1`,
    [submissionId],
  );
  if (!row) throw new AppError("not_found");
  return row;
}
