import type { SandboxContext } from "./context";
import type { BaseState } from "./state";

const LONGEST_WAIT_MS = 60_000;

/** Lets the waiting answers happen when they are due, also those that a former process left behind. */
export class AutoReplies<S extends BaseState> {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: SandboxContext<S>,
    private readonly answer: (ticketId: string) => void,
  ) {
    context.onPendingAnswer = () => this.schedule();
  }

  schedule(): void {
    clearTimeout(this.#timer);
    if (!this.context.options.answerAfterMs) return;
    const next = Math.min(...this.context.state.pendingAnswers.map((pending) => pending.dueAt));
    if (!Number.isFinite(next)) return;
    const wait = Math.min(Math.max(0, next - Date.now()), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.#answerDue(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #answerDue(): void {
    const { state } = this.context;
    const due = state.pendingAnswers.filter((pending) => pending.dueAt <= Date.now());
    state.pendingAnswers = state.pendingAnswers.filter((pending) => pending.dueAt > Date.now());
    for (const { ticketId } of due) this.answer(ticketId);
    if (due.length > 0) this.context.changed();
    this.schedule();
  }
}
