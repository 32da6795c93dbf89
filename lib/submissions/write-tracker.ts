import { type ErrorCode, isAppError } from "../errors";

/** Errors after which it is not known whether the provider has it, if the call went out at all. Everything else means that nothing came of it. */
const OUTCOME_UNKNOWN: ReadonlySet<ErrorCode> = new Set([
  "provider_unknown_outcome",
  "provider_timeout",
  "provider_unreadable",
  "internal",
]);

/** What this process knows of the one write that is under way. */
export class WriteTracker {
  #begun = false;
  #wentOut = false;
  #accepted = false;
  #callsBefore = 0;

  /** `calls`: how many calls the session has told of, those included that we kept from going out. */
  constructor(private readonly calls: () => number) {}

  begin(): void {
    this.#begun = true;
    this.#wentOut = false;
    this.#accepted = false;
    this.#callsBefore = this.calls();
  }

  /** The call is about to go out. */
  wentOut(): void {
    this.#wentOut = true;
  }

  /** The provider has taken it: whatever fails after this must not look as if nothing had been sent. */
  accepted(): void {
    this.#accepted = true;
  }

  /** The step is over; the next one has not begun to write. */
  end(): void {
    this.#begun = false;
  }

  /** Whether what failed with this error can have arrived. A provider that tells of none of its calls may have sent it. */
  mayHaveArrived(error: unknown): boolean {
    if (!this.#begun) return false;
    if (this.#accepted) return true;
    const unknown = !isAppError(error) || OUTCOME_UNKNOWN.has(error.code);
    return unknown && (this.#wentOut || this.calls() === this.#callsBefore);
  }
}
