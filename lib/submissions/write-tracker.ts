import { errorTraits } from "../error-codes";
import { isAppError } from "../errors";

/** Tracks whether the current write may have reached the provider. */
export class WriteTracker {
  #begun = false;
  #wentOut = false;
  #accepted = false;
  #callsBefore = 0;

  /** Counts the session's calls, also those that were held back. */
  constructor(private readonly calls: () => number) {}

  begin(): void {
    this.#begun = true;
    this.#wentOut = false;
    this.#accepted = false;
    this.#callsBefore = this.calls();
  }

  wentOut(): void {
    this.#wentOut = true;
  }

  /** A failure after the provider accepted must not look like an unsent write. */
  accepted(): void {
    this.#accepted = true;
  }

  end(): void {
    this.#begun = false;
  }

  /** True when the failed write may have arrived; a session may report no calls. */
  mayHaveArrived(error: unknown): boolean {
    if (!this.#begun) return false;
    if (this.#accepted) return true;
    const unknown = !isAppError(error) || errorTraits(error.code).writeMayHaveArrived;
    return unknown && (this.#wentOut || this.calls() === this.#callsBefore);
  }
}
