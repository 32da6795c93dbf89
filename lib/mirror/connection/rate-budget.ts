import { sql } from "../../db/sql";
import { CircuitBreaker } from "../../http/circuit-breaker";
import { CREDENTIAL_LIMITS } from "../../http/limits";
import { log } from "../../log";
import type { CallRecord } from "../../providers/contract";

/** A credential's rate limit, and a pause requested by the provider or caused by timeouts. */
export interface RateState {
  limit: number | null;
  remaining: number | null;
  resetAt: Date | null;
  /** No call goes out before this time. Kept until a later call has been answered. */
  notBefore: Date | null;
  /** requested: by the provider. unanswered: several timeouts in a row. */
  reason: "requested" | "unanswered" | null;
  probingUntil: Date | null;
}

const RATE_COLUMNS = `rate_limit AS "limit", rate_remaining AS remaining,
  rate_reset_at AS "resetAt",
  provider_pause_until AS "notBefore", provider_pause_reason AS reason,
  probing_until AS "probingUntil"`;

/** Part of the limit that background work leaves to people. */
const RESERVED_FOR_PEOPLE = 0.1;
const WRITE_INTERVAL_MS = 1_000;
/** How long a row that was read counts as current. */
const MAX_ROW_AGE_MS = 250;

/** Returns the end of the pause, if any. Background work also waits while few calls are left. */
export function heldUntil(state: RateState, now: number, background: boolean): Date | null {
  const { limit, remaining, resetAt, notBefore } = state;
  const low =
    background && limit !== null && remaining !== null && remaining <= limit * RESERVED_FOR_PEOPLE;
  const latest = Math.max(notBefore?.getTime() ?? 0, (low && resetAt?.getTime()) || 0);
  return latest > now ? new Date(latest) : null;
}

/** `heldUntil` for background work, as a condition on the table `connection`. */
export const IS_HELD = `(
  coalesce(provider_pause_until > now(), false)
  OR coalesce(rate_remaining <= rate_limit * ${RESERVED_FOR_PEOPLE} AND rate_reset_at > now(), false))`;

/** Ends a pause once a call sent after it was answered; otherwise the later pause wins. */
const STORE = `
  UPDATE connection
  SET rate_limit = $3, rate_remaining = $4, rate_reset_at = $5,
    provider_pause_reason = CASE
      WHEN $6::timestamptz >= coalesce(provider_pause_until, $6) THEN $7
      WHEN provider_pause_until <= $8::timestamptz THEN NULL
      ELSE provider_pause_reason END,
    provider_pause_until = CASE
      WHEN provider_pause_until <= $8 THEN $6
      ELSE greatest(provider_pause_until, $6) END
  WHERE id = $1 AND sealed_credential = $2`;

const CLAIM_PROBE = `
  UPDATE connection
  SET probing_until = now() + make_interval(secs => ${CREDENTIAL_LIMITS.probeMs / 1_000})
  WHERE id = $1 AND sealed_credential = $2 AND provider_pause_until <= now()
    AND coalesce(probing_until <= now(), true)
  RETURNING id`;

/**
 * One credential's call budget in this process. Processes share it through the row: read before
 * calls; written every second, when a pause changes and when a job ends.
 */
export class RateBudget {
  #state: RateState = {
    limit: null,
    remaining: null,
    resetAt: null,
    notBefore: null,
    reason: null,
    probingUntil: null,
  };
  readonly #breaker = new CircuitBreaker();
  #changes = 0;
  #storedChanges = 0;
  #storedAt = 0;
  #takenAt = 0;
  #storing: Promise<void> = Promise.resolve();
  #refreshing: Promise<void> | null = null;
  #isProbing = false;
  /** When the newest answered call was sent; earlier pauses are over. */
  #answeredSince: Date | null = null;

  constructor(private readonly of: { id: string; sealed_credential: string }) {}

  get state(): RateState {
    return this.#state;
  }

  startJob(row: RateState): void {
    this.adopt(row);
    this.#storedAt = Date.now();
  }

  record(call: CallRecord): void {
    const isPauseChanged = this.#recordPause(call);
    const { rateLimit, rateLimitRemaining, rateLimitResetAt } = call;
    if (rateLimitRemaining !== null) {
      const limit = rateLimit ?? this.#state.limit;
      this.#state = {
        ...this.#state,
        limit,
        remaining: rateLimitRemaining,
        resetAt: rateLimitResetAt,
      };
    } else if (!isPauseChanged) return;
    this.#changes += 1;
    if (isPauseChanged || Date.now() - this.#storedAt >= WRITE_INTERVAL_MS) void this.store();
  }

  #recordPause({ retryAt, timedOut, status, milliseconds }: CallRecord): boolean {
    const now = Date.now();
    const isPaused = this.#state.notBefore !== null && this.#state.notBefore.getTime() > now;
    if (retryAt !== null) return this.#pause(retryAt, "requested");
    if (timedOut) {
      // Calls in flight when a pause began do not extend it.
      const pause = isPaused ? null : this.#breaker.timedOut(this.#isProbing);
      return pause !== null && this.#pause(new Date(now + pause), "unanswered");
    }
    if (status === null) return false;
    this.#breaker.answered();
    const sentAt = new Date(now - milliseconds);
    this.#answeredSince = sentAt;
    if (this.#state.notBefore === null || this.#state.notBefore > sentAt) return false;
    this.#state = { ...this.#state, notBefore: null, reason: null };
    return true;
  }

  #pause(until: Date, reason: "requested" | "unanswered"): boolean {
    if (this.#state.notBefore !== null && this.#state.notBefore >= until) return false;
    this.#state = { ...this.#state, notBefore: until, reason };
    return true;
  }

  /** Adopts the row's state, except where newer changes here are not written yet. */
  adopt(row: RateState): void {
    const { notBefore } = this.#state;
    this.#takenAt = Date.now();
    if (this.#storedChanges === this.#changes) this.#state = row;
    else if (
      row.notBefore !== null &&
      (notBefore === null || row.notBefore > notBefore) &&
      !this.#isOver(row.notBefore)
    ) {
      this.#state = {
        ...this.#state,
        notBefore: row.notBefore,
        reason: row.reason,
        probingUntil: row.probingUntil,
      };
    }
  }

  #isOver(pause: Date): boolean {
    return this.#answeredSince !== null && pause <= this.#answeredSince;
  }

  refresh(): Promise<void> {
    if (Date.now() - this.#takenAt < MAX_ROW_AGE_MS) return Promise.resolve();
    this.#refreshing ??= this.#read().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #read(): Promise<void> {
    const [row] = await sql<RateState>(`SELECT ${RATE_COLUMNS} FROM connection WHERE id = $1`, [
      this.of.id,
    ]);
    if (row) this.adopt(row);
  }

  /** Makes the next call the probe until the returned function is called; null if another is. */
  async claimProbe(): Promise<(() => void) | null> {
    const { probingUntil } = this.#state;
    if (this.#isProbing || (probingUntil !== null && probingUntil.getTime() > Date.now()))
      return null;
    this.#isProbing = true;
    const claimed = await this.store()
      .then(() => sql(CLAIM_PROBE, this.#row()))
      .catch((error: unknown) => {
        this.#isProbing = false;
        throw error;
      });
    if (claimed.length === 0) this.#isProbing = false;
    return claimed.length === 0 ? null : () => this.#endProbe();
  }

  #endProbe(): void {
    this.#isProbing = false;
    void this.#afterStoring(async () => {
      await this.#write();
      await sql(
        "UPDATE connection SET probing_until = NULL WHERE id = $1 AND sealed_credential = $2",
        this.#row(),
      );
    });
  }

  /** Writes pending changes to the row. Logs a failure; the next write repeats it. */
  store(): Promise<void> {
    this.#storedAt = Date.now();
    return this.#afterStoring(() => this.#write());
  }

  #afterStoring(work: () => Promise<void>): Promise<void> {
    this.#storing = this.#storing
      .then(work)
      .catch((error: unknown) =>
        log.warn({ err: error, connectionId: this.of.id }, "rate budget not written"),
      );
    return this.#storing;
  }

  async #write(): Promise<void> {
    const learnt = this.#changes;
    if (this.#storedChanges === learnt) return;
    const { limit, remaining, resetAt, notBefore, reason } = this.#state;
    // Does nothing once the credential was replaced: the new one has its own budget.
    await sql(STORE, [
      ...this.#row(),
      limit,
      remaining,
      resetAt,
      notBefore,
      reason,
      this.#answeredSince,
    ]);
    this.#storedChanges = learnt;
  }

  #row(): [string, string] {
    return [this.of.id, this.of.sealed_credential];
  }
}
