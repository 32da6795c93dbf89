import { fromNow, now } from "../db/expressions";
import { type Db, db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { isOutcome, recordOutcome } from "../notices/record/submission-outcomes";
import { hasFilesAtProvider } from "./files/has-files-at-provider";
import {
  OPEN_STATES,
  type StoredTypes,
  SUBMISSION_COLUMNS,
  type SubmissionChange,
  type SubmissionRow,
  type SubmissionState,
} from "./submission";

const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 15_000;
/** Nothing is sent this long before the lease ends, as clocks differ. */
const MARGIN_MS = 10_000;

const leased = (): SubmissionChange => ({
  lease_until: fromNow(LEASE_MS),
  due_at: fromNow(LEASE_MS),
});

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
    const row = await db()
      .updateTable("submission")
      .set({
        ...leased(),
        lease_token: (eb) => eb("lease_token", "+", 1),
        state: (eb) =>
          eb
            .case()
            .when("state", "=", "queued")
            .then<SubmissionState>("sending")
            .when(eb.and([eb("state", "=", "sending"), eb("step_begun_at", "is not", null)]))
            .then<SubmissionState>("unknown")
            .else(eb.ref("state"))
            .end(),
      })
      .where("id", "=", submissionId)
      .where("state", "in", OPEN_STATES)
      .where((eb) => eb.or([eb("due_at", "is", null), eb("due_at", "<=", now())]))
      .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now())]))
      .returning(SUBMISSION_COLUMNS)
      .$narrowType<StoredTypes>()
      .executeTakeFirst();
    return row ? { lease: new Lease(row.id, row.lease_token, heldSince), row } : null;
  }

  /** Renews the lease; throws LeaseLost. */
  async write(change: Omit<SubmissionChange, "due_at">): Promise<SubmissionRow> {
    const heldSince = Date.now();
    const row = await db()
      .updateTable("submission")
      .set({ ...change, ...leased() })
      .where("id", "=", this.submissionId)
      .where("lease_token", "=", this.token)
      .returning(SUBMISSION_COLUMNS)
      .$narrowType<StoredTypes>()
      .executeTakeFirst();
    if (!row) throw this.#lost();
    this.#liveUntil = heldSince + LEASE_MS - MARGIN_MS;
    return row;
  }

  /** Ends the submission and releases its ticket. Throws LeaseLost. */
  release(change: SubmissionChange, on?: Db): Promise<SubmissionRow> {
    return this.#end({ ...change, claim_key: null }, on);
  }

  /** Keeps the ticket while the provider may have files of this submission. Throws LeaseLost. */
  pause(
    change: SubmissionChange & Required<Pick<SubmissionChange, "due_at">>,
  ): Promise<SubmissionRow> {
    return this.#end({
      ...change,
      claim_key: (eb) =>
        eb
          .case()
          .when(hasFilesAtProvider(eb.ref("submission.id")))
          .then(eb.ref("claim_key"))
          .end(),
    });
  }

  #end(change: SubmissionChange, on?: Db): Promise<SubmissionRow> {
    this.stop();
    if (!isOutcome(change.state)) return this.#store(change, on);
    // Whoever waits for the outcome is told if and only if it is stored.
    const store = async (client: Db) => {
      const row = await this.#store(change, client);
      await recordOutcome(client, row);
      return row;
    };
    return on ? store(on) : transaction(store);
  }

  async #store(change: SubmissionChange, on: Db = db()): Promise<SubmissionRow> {
    const row = await on
      .updateTable("submission")
      .set({
        ...change,
        lease_until: null,
        lease_token: (eb) => eb("lease_token", "+", 1),
      })
      .where("id", "=", this.submissionId)
      .where("lease_token", "=", this.token)
      .returning(SUBMISSION_COLUMNS)
      .$narrowType<StoredTypes>()
      .executeTakeFirst();
    if (!row) throw this.#lost();
    return row;
  }

  async renew(): Promise<void> {
    await this.write({});
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
  const row = await db()
    .selectFrom("submission")
    .where("id", "=", submissionId)
    .select(SUBMISSION_COLUMNS)
    .$narrowType<StoredTypes>()
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  return row;
}
