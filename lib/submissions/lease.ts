import { type Queryable, sql } from "../db/sql";
import { AppError } from "../errors";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "./submission";

const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 15_000;
/** Nothing is sent this long before the lease ends, as clocks differ. */
const MARGIN_MS = 10_000;
const UNTIL = `now() + interval '${LEASE_MS} milliseconds'`;

/** Keeps the ticket while the provider may have files of this submission. */
const KEPT_CLAIM = `
  CASE WHEN EXISTS (SELECT 1
                      FROM outgoing_file f
                     WHERE f.submission_id = submission.id
                       AND f.state IN ('sending', 'uploaded', 'unsure'))
       THEN claim_key
  END`;

/** Another process has the lease, or a person has decided: write and send nothing more. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** Fenced: its writes change nothing once another process has taken it. */
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

  /** Null unless due and free. A write cut off by a dying process becomes `unknown`. */
  static async take(submissionId: string): Promise<{ lease: Lease; row: SubmissionRow } | null> {
    const heldSince = Date.now();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission
          SET lease_token = lease_token + 1,
              lease_until = ${UNTIL},
              due_at = ${UNTIL},
              state = CASE
                WHEN state = 'queued' THEN 'sending'
                WHEN state = 'sending' AND step_begun_at IS NOT NULL THEN 'unknown'
                ELSE state
              END
        WHERE id = $1
          AND state IN ('queued', 'sending', 'unknown')
          AND (due_at IS NULL OR due_at <= now())
          AND (lease_until IS NULL OR lease_until <= now())
        RETURNING ${SUBMISSION_COLUMNS}`,
      [submissionId],
    );
    return row ? { lease: new Lease(row.id, row.lease_token, heldSince), row } : null;
  }

  /** `set` is SQL with values from $3 on. Renews the lease; throws LeaseLost. */
  async write(set: string, values: unknown[] = []): Promise<SubmissionRow> {
    const heldSince = Date.now();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission
          SET lease_until = ${UNTIL},
              due_at = ${UNTIL}${set ? `, ${set}` : ""}
        WHERE id = $1
          AND lease_token = $2
        RETURNING ${SUBMISSION_COLUMNS}`,
      [this.submissionId, this.token, ...values],
    );
    if (!row) throw this.#lost();
    this.#liveUntil = heldSince + LEASE_MS - MARGIN_MS;
    return row;
  }

  /** Ends the submission and releases its ticket. Throws LeaseLost. */
  release(set: string, values: unknown[] = [], on?: Queryable): Promise<SubmissionRow> {
    return this.#end(`claim_key = NULL, ${set}`, values, on);
  }

  /** `set` includes the next due time. Keeps the ticket while files wait there. */
  pause(set: string, values: unknown[] = []): Promise<SubmissionRow> {
    return this.#end(`claim_key = ${KEPT_CLAIM}, ${set}`, values);
  }

  async #end(set: string, values: unknown[], on?: Queryable): Promise<SubmissionRow> {
    this.stop();
    const [row] = await sql<SubmissionRow>(
      `UPDATE submission
          SET lease_until = NULL,
              lease_token = lease_token + 1,
              ${set}
        WHERE id = $1
          AND lease_token = $2
        RETURNING ${SUBMISSION_COLUMNS}`,
      [this.submissionId, this.token, ...values],
      on,
    );
    if (!row) throw this.#lost();
    return row;
  }

  async renew(): Promise<void> {
    await this.write("");
  }

  /** Call just before sending: throws LeaseLost in a process that slept past its lease. */
  assertLive(): void {
    if (Date.now() >= this.#liveUntil) throw this.#lost();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#liveUntil = 0;
  }

  #lost(): LeaseLost {
    this.stop();
    return new LeaseLost("The submission is held by another process now.");
  }
}

export async function readSubmission(submissionId: string): Promise<SubmissionRow> {
  const [row] = await sql<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE id = $1`,
    [submissionId],
  );
  if (!row) throw new AppError("not_found");
  return row;
}
