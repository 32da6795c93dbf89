import { expressionBuilder, type Selection, sql } from "kysely";

import { fromNow, now } from "../../db/expressions";
import { type ColumnChanges, db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { CircuitBreaker } from "../../http/circuit-breaker";
import { CREDENTIAL_LIMITS } from "../../http/limits";
import { log } from "../../log";
import type { CallRecord } from "../../providers/contract";

const connection = () => expressionBuilder<DB, "connection">();

/** Of the table `connection`, for `RateState`. */
export const rateColumns = () =>
  [
    "connection.rate_limit as limit",
    "connection.rate_remaining as remaining",
    "connection.rate_reset_at as resetAt",
    "connection.provider_pause_until as notBefore",
    connection()
      .ref("connection.provider_pause_reason")
      .$castTo<"requested" | "unanswered" | null>()
      .as("reason"),
    "connection.probing_until as probingUntil",
  ] as const;

/**
 * A credential's rate limit, and a pause requested by the provider or caused by several timeouts in
 * a row. No call goes out before `notBefore`, which is kept until a later call has been answered.
 */
export type RateState = Selection<DB, "connection", ReturnType<typeof rateColumns>[number]>;

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

/** `heldUntil` for background work, of the table `connection`. */
export function isHeld() {
  const eb = connection();
  const isPaused = eb("connection.provider_pause_until", ">", now());
  const isLow = eb(
    "connection.rate_remaining",
    "<=",
    sql<number>`${eb.ref("connection.rate_limit")} * ${sql.lit(RESERVED_FOR_PEOPLE)}`,
  );
  const isLimited = eb.and([isLow, eb("connection.rate_reset_at", ">", now())]);
  return eb.or([eb.fn.coalesce(isPaused, eb.lit(false)), eb.fn.coalesce(isLimited, eb.lit(false))]);
}

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

  constructor(private readonly of: { id: string; credential_version: number }) {}

  get state(): RateState {
    return this.#state;
  }

  startJob({ limit, remaining, resetAt, notBefore, reason, probingUntil }: RateState): void {
    // The row may hold more, secrets among them, which must not stay in memory.
    this.adopt({ limit, remaining, resetAt, notBefore, reason, probingUntil });
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
    const row = await db()
      .selectFrom("connection")
      .where("id", "=", this.of.id)
      .select(rateColumns())
      .executeTakeFirst();
    if (row) this.adopt(row);
  }

  /** Makes the next call the probe until the returned function is called; null if another is. */
  async claimProbe(): Promise<(() => void) | null> {
    const { probingUntil } = this.#state;
    if (this.#isProbing || (probingUntil !== null && probingUntil.getTime() > Date.now()))
      return null;
    this.#isProbing = true;
    const claimed = await this.store()
      .then(() => this.#claimInRow())
      .catch((error: unknown) => {
        this.#isProbing = false;
        throw error;
      });
    if (!claimed) this.#isProbing = false;
    return claimed ? () => this.#endProbe() : null;
  }

  async #claimInRow(): Promise<boolean> {
    const claimed = await this.#update()
      .set({ probing_until: fromNow(CREDENTIAL_LIMITS.probeMs) })
      .where("provider_pause_until", "<=", now())
      .where((eb) => eb.fn.coalesce(eb("probing_until", "<=", now()), eb.lit(true)))
      .returning("id")
      .executeTakeFirst();
    return claimed !== undefined;
  }

  #endProbe(): void {
    this.#isProbing = false;
    void this.#afterStoring(async () => {
      await this.#write();
      await this.#update().set({ probing_until: null }).execute();
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
    await this.#update()
      .set((eb) => {
        const current = eb.ref("provider_pause_until");
        const until = eb.cast<Date | null>(eb.val(notBefore), "timestamptz");
        // A pause is over once a call sent after it was answered; otherwise the later pause wins.
        const isOver = eb(current, "<=", this.#answeredSince);
        return {
          rate_limit: limit,
          rate_remaining: remaining,
          rate_reset_at: resetAt,
          provider_pause_reason: eb
            .case()
            .when(until, ">=", eb.fn.coalesce(current, until))
            .then(reason)
            .when(isOver)
            .then(null)
            .else(eb.ref("provider_pause_reason"))
            .end(),
          provider_pause_until: eb
            .case()
            .when(isOver)
            .then(until)
            .else(eb.fn<Date | null>("greatest", [current, until]))
            .end(),
        } satisfies ColumnChanges<"connection">;
      })
      .execute();
    this.#storedChanges = learnt;
  }

  #update() {
    return db()
      .updateTable("connection")
      .where("id", "=", this.of.id)
      .where("credential_version", "=", this.of.credential_version);
  }
}
