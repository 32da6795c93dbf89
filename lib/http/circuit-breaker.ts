import { CREDENTIAL_LIMITS } from "./limits";

type CircuitLimits = Pick<typeof CREDENTIAL_LIMITS, "timeoutsInARow" | "pauseMs" | "pauseCapMs">;

/** Counts the timeouts of one credential in a row, and says for how long no call is worth making. */
export class CircuitBreaker {
  #timeouts = 0;
  #pauses = 0;

  constructor(
    private readonly limits: { readonly [K in keyof CircuitLimits]: number } = CREDENTIAL_LIMITS,
  ) {}

  /** Any answer closes the circuit, whatever its status. */
  answered(): void {
    this.#timeouts = 0;
    this.#pauses = 0;
  }

  /** Returns the pause that begins with this timeout, or null. A probe that times out needs no others. */
  timedOut(isProbe: boolean): number | null {
    const { timeoutsInARow, pauseMs, pauseCapMs } = this.limits;
    this.#timeouts += 1;
    if (!isProbe && this.#timeouts < timeoutsInARow) return null;
    this.#timeouts = 0;
    this.#pauses += 1;
    return Math.min(pauseCapMs, pauseMs * 2 ** (this.#pauses - 1));
  }
}
