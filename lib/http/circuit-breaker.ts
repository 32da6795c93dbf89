import { CREDENTIAL_LIMITS } from "./limits";

type CircuitLimits = Pick<typeof CREDENTIAL_LIMITS, "timeoutsInARow" | "pauseMs" | "pauseCapMs">;

export class CircuitBreaker {
  #timeouts = 0;
  #pauses = 0;

  constructor(
    private readonly limits: { readonly [K in keyof CircuitLimits]: number } = CREDENTIAL_LIMITS,
  ) {}

  answered(): void {
    this.#timeouts = 0;
    this.#pauses = 0;
  }

  /** Returns the pause in milliseconds, if one begins. One timeout of a probe is enough. */
  timedOut(isProbe: boolean): number | null {
    const { timeoutsInARow, pauseMs, pauseCapMs } = this.limits;
    this.#timeouts += 1;
    if (!isProbe && this.#timeouts < timeoutsInARow) return null;
    this.#timeouts = 0;
    this.#pauses += 1;
    return Math.min(pauseCapMs, pauseMs * 2 ** (this.#pauses - 1));
  }
}
