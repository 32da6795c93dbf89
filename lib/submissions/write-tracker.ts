import { errorTraits, isAppError } from "../errors";

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
    const unknown = !isAppError(error) || errorTraits(error.code).writeMayHaveArrived;
    return unknown && (this.#wentOut || this.calls() === this.#callsBefore);
  }
}
