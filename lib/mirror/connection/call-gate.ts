import { setTimeout as wait } from "node:timers/promises";

import { AppError } from "../../errors";
import { ConcurrencyLimit, tooSlow } from "../../http/concurrency-limit";
import { CREDENTIAL_LIMITS } from "../../http/limits";
import { message } from "../../i18n/message";
import { heldUntil, type RateBudget, type RateState } from "./rate-budget";

const POLL_MS = 200;

/** Admits calls with one credential: none during a pause, and after it one probe first. */
export class CallGate {
  readonly #slots = new ConcurrencyLimit();

  constructor(private readonly budget: RateBudget) {}

  /** Resolves with a release function. Throws provider_rate_limited or provider_timeout. */
  async enter(name: string, background: boolean): Promise<() => void> {
    // Also before waiting for a slot, to fail at once.
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

  /** Resolves at once, unless a pause has just ended: then as the probe, or after one succeeded. */
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
    return new AppError("provider_rate_limited", {
      text: message("provider.callsReserved", { name }),
      retryAt: until,
    });
  }
  if (reason === "unanswered") {
    return new AppError("provider_timeout", {
      text: message("provider.notResponding", { name }),
      retryAt: until,
    });
  }
  return new AppError("provider_rate_limited", {
    text: message("provider.rateLimited", { name }),
    retryAt: until,
  });
}
