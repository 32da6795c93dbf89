/**
 * Sets the clock of this process ahead, or back: what asks for the time after `moveTo` gets the
 * given one, which then goes on at its usual pace. Timers stay as they are.
 */
export class RecordingClock {
  #ahead = 0;
  readonly #realNow = Date.now.bind(Date);
  readonly #restore: () => void;

  constructor() {
    const realDate = globalThis.Date;
    const realDateNow = realDate.now;
    const realPerformanceNow = performance.now;
    const monotonic = realPerformanceNow.bind(performance);
    const now = () => this.now();
    realDate.now = now;
    // Also the monotonic clock, or the two would seem to have drifted apart.
    performance.now = () => monotonic() + this.#ahead;
    globalThis.Date = new Proxy(realDate, {
      construct: (target, given, caller) =>
        Reflect.construct(target, given.length === 0 ? [now()] : given, caller) as Date,
      apply: () => new realDate(now()).toString(),
    });
    this.#restore = () => {
      globalThis.Date = realDate;
      realDate.now = realDateNow;
      performance.now = realPerformanceNow;
    };
  }

  now(): number {
    return this.#realNow() + this.#ahead;
  }

  /** Milliseconds by which it is ahead of the machine's clock. */
  get ahead(): number {
    return this.#ahead;
  }

  moveTo(at: number): void {
    this.#ahead = at - this.#realNow();
  }

  end(): void {
    this.#restore();
  }
}
