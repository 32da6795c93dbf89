import { FaultBook } from "./faults";
import { prefixedId } from "./ids";
import type { SandboxOptions } from "./options";
import type { BaseState, JournalEntry } from "./state";

const JOURNAL_LENGTH = 5000;
const REQUESTS_KEPT = 2000;

/** One request as it was answered; never persisted, credentials left out. */
export interface RequestEntry {
  at: string;
  method: string;
  path: string;
  query: string;
  account: string | null;
  status: number | null;
}

/** Shared by all parts of one sandbox: state, clock, faults and change notifications. */
export class SandboxContext<S extends BaseState> {
  readonly faults = new FaultBook();
  readonly requests: RequestEntry[] = [];
  /** Called after each change of the state. */
  onChange: () => void = () => undefined;
  /** Called when a customer's write awaits an answer of the staff. */
  onPendingAnswer: () => void = () => undefined;

  constructor(
    public state: S,
    readonly options: SandboxOptions,
  ) {}

  /** The provider's own clock, which a control can set wrong. */
  now(): Date {
    const real = this.options.now?.() ?? new Date();
    return new Date(real.getTime() + this.state.clockSkewMs);
  }

  id(prefix: string): string {
    return prefixedId(prefix, this.now());
  }

  changed(): void {
    this.onChange();
  }

  /** Writes an accepted write into the journal. */
  accepted(entry: Omit<JournalEntry, "at">): void {
    this.state.journal.push({ at: this.now().toISOString(), ...entry });
    if (this.state.journal.length > JOURNAL_LENGTH)
      this.state.journal.splice(0, this.state.journal.length - JOURNAL_LENGTH);
    this.changed();
  }

  saw(entry: RequestEntry): void {
    this.requests.push(entry);
    if (this.requests.length > REQUESTS_KEPT) this.requests.shift();
  }

  /** Has the staff answer this ticket after a while, when automatic replies are on. */
  expectAnswer(ticketId: string): void {
    const range = this.options.answerAfterMs;
    if (!range) return;
    const [from, to] = range;
    const dueAt = Date.now() + from + Math.random() * Math.max(0, to - from);
    this.state.pendingAnswers = [
      ...this.state.pendingAnswers.filter((p) => p.ticketId !== ticketId),
      { ticketId, dueAt },
    ];
    this.changed();
    this.onPendingAnswer();
  }
}
