import { setTimeout as wait } from "node:timers/promises";

import { AppError } from "../../errors";
import { ConcurrencyLimit, tooSlow } from "../../http/concurrency-limit";
import { CREDENTIAL_LIMITS } from "../../http/limits";
import { heldUntil, type RateBudget, type RateState } from "./rate-budget";

/** How often a call that waits for another one's probe looks again. */
const POLL_MS = 200;

/**
 * Lets the calls of one credential out. None goes out while the provider asked for silence or does not answer, whoever wants it;
 * after such a pause one call probes before the others follow.
 */
export class CallGate {
  readonly #slots = new ConcurrencyLimit();

  constructor(private readonly budget: RateBudget) {}

  /**
   * Resolves when the call may go out, with the function to be called when it is over. Throws provider_rate_limited or
   * provider_timeout when it may not, with the moment from which it may.
   */
  async enter(name: string, background: boolean): Promise<() => void> {
    // Also before the wait for a slot: a call that may not go out fails at once.
    await this.#assertOpen(name, background);
    const release = await this.#slots.take(background, name);
    try {
      const end = await this.#afterProbe(name, background);
      return () => {
        end();
        release();
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #assertOpen(name: string, background: boolean): Promise<void> {
    await this.budget.refresh();
    const until = heldUntil(this.budget.state, Date.now(), background);
    if (until) throw refusal(name, this.budget.state, until);
  }

  /** Resolves at once unless a pause has just ended: then with the probe, or after somebody else's. */
  async #afterProbe(name: string, background: boolean): Promise<() => void> {
    const { personSlotMs, backgroundSlotMs } = CREDENTIAL_LIMITS;
    const giveUpAt = Date.now() + (background ? backgroundSlotMs : personSlotMs);
    for (;;) {
      await this.#assertOpen(name, background);
      if (this.budget.state.notBefore === null) return () => undefined;
      const end = await this.budget.claimProbe();
      if (end) return end;
      if (Date.now() > giveUpAt) throw tooSlow(name);
      await wait(POLL_MS);
    }
  }
}

function refusal(name: string, { notBefore, reason }: RateState, until: Date): AppError {
  if (notBefore === null || notBefore < until) {
    const message = `${name} allows only a few more calls for now. They are reserved for people’s requests.`;
    return new AppError("provider_rate_limited", { message, retryAt: until });
  }
  if (reason === "unanswered") {
    return new AppError("provider_timeout", {
      message: `${name} is not responding.`,
      retryAt: until,
    });
  }
  return new AppError("provider_rate_limited", {
    message: `${name} asked us to wait.`,
    retryAt: until,
  });
}
