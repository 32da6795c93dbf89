import { sql } from "../db/sql";
import { AppError } from "../errors";
import { log } from "../log";
import type { CallRecord } from "../providers/contract";

/** What a provider last said of how many more calls it takes with one credential. */
export interface RateState {
  limit: number | null;
  remaining: number | null;
  resetAt: Date | null;
  /** It has asked for no call before this moment. */
  notBefore: Date | null;
}

/** Background work leaves this part of the limit to people. */
const KEPT_FOR_PEOPLE = 0.1;
const WRITE_EVERY_MS = 1_000;
/** What the row said this long ago still counts: so late, at most, background work hears what another process was told. */
const FRESH_MS = 250;

/** The moment until which background work leaves the connection alone; null when it may go on. */
export function heldUntil({ limit, remaining, resetAt, notBefore }: RateState, now: number): Date | null {
  const low = limit !== null && remaining !== null && remaining <= limit * KEPT_FOR_PEOPLE;
  const latest = Math.max(notBefore?.getTime() ?? 0, (low && resetAt?.getTime()) || 0);
  return latest > now ? new Date(latest) : null;
}

/** The same as a condition on the table `connection`. */
export const IS_HELD = `(coalesce(not_before_at > now(), false) OR coalesce(rate_remaining <= rate_limit * ${KEPT_FOR_PEOPLE} AND rate_reset_at > now(), false))`;

/**
 * The budget of calls of one connection's credential as this process knows it. The row is what processes share: it is read before calls of
 * background work, unless it just was, and written at most once a second, at once when the provider asks us to wait, and when a job ends.
 */
export class RateBudget {
  #known: RateState = { limit: null, remaining: null, resetAt: null, notBefore: null };
  /** How often something was learnt, and how much of it the row holds. */
  #learnt = 0;
  #stored = 0;
  #storedAt = 0;
  #takenAt = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(private readonly of: { id: string; sealed_credential: string }) {}

  /** A job begins with what the row says. It writes down what it learns when it ends, and once a second if it takes longer. */
  begin(row: RateState): void {
    this.take(row);
    this.#storedAt = Date.now();
  }

  learn({ rateLimit, rateLimitRemaining, rateLimitResetAt, retryAt }: CallRecord): void {
    if (rateLimitRemaining === null && retryAt === null) return;
    const counted = rateLimitRemaining !== null && { limit: rateLimit ?? this.#known.limit, remaining: rateLimitRemaining, resetAt: rateLimitResetAt };
    this.#known = { ...this.#known, ...counted, notBefore: later(this.#known.notBefore, retryAt) };
    this.#learnt += 1;
    if (retryAt !== null || Date.now() - this.#storedAt >= WRITE_EVERY_MS) void this.store();
  }

  /** Takes over the state as the row was just read to hold it. What was learnt here and is not written yet is newer. */
  take(row: RateState): void {
    this.#known = this.#stored === this.#learnt ? row : { ...this.#known, notBefore: later(this.#known.notBefore, row.notBefore) };
    this.#takenAt = Date.now();
  }

  /** Throws provider_rate_limited, with the moment to come back, when background work may make no call now. */
  async ask(providerName: string): Promise<void> {
    if (Date.now() - this.#takenAt >= FRESH_MS) {
      const [row] = await sql<RateState>(
        `SELECT rate_limit AS "limit", rate_remaining AS remaining, rate_reset_at AS "resetAt", not_before_at AS "notBefore" FROM connection WHERE id = $1`,
        [this.of.id],
      );
      if (row) this.take(row);
    }
    const until = heldUntil(this.#known, Date.now());
    if (!until) return;
    const asked = this.#known.notBefore !== null && this.#known.notBefore >= until;
    const message = asked ? `${providerName} asks us to wait.` : `${providerName} takes only a few more calls for now. They are kept for what people ask for.`;
    throw new AppError("provider_rate_limited", { message, retryAt: until });
  }

  /** Writes what was learnt to the row; resolves when it stands there. A failure is logged: the next write carries the same. */
  store(): Promise<void> {
    this.#storedAt = Date.now();
    this.#storing = this.#storing.then(() => this.#write()).catch((error: unknown) => log.warn({ err: error, connectionId: this.of.id }, "rate budget not written"));
    return this.#storing;
  }

  async #write(): Promise<void> {
    const learnt = this.#learnt;
    if (this.#stored === learnt) return;
    const { limit, remaining, resetAt, notBefore } = this.#known;
    // Not of a credential that was replaced meanwhile: another one has another budget.
    await sql(
      `UPDATE connection SET rate_limit = $3, rate_remaining = $4, rate_reset_at = $5, not_before_at = greatest(not_before_at, $6)
        WHERE id = $1 AND sealed_credential = $2`,
      [this.of.id, this.of.sealed_credential, limit, remaining, resetAt, notBefore],
    );
    this.#stored = learnt;
  }
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
