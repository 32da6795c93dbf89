/** Counts requests of each credential in fixed windows. */
export class SandboxRateLimit {
  #windows = new Map<string, { endsAt: number; used: number }>();

  constructor(
    readonly limit: number,
    private readonly windowS: number,
  ) {}

  /** Counts one request; `over` when it may not be served. */
  use(credential: string, now: Date): { over: boolean; remaining: number; resetAt: Date } {
    const time = now.getTime();
    let window = this.#windows.get(credential);
    if (window === undefined || window.endsAt <= time) {
      window = { endsAt: time + this.windowS * 1000, used: 0 };
      this.#windows.set(credential, window);
    }
    window.used += 1;
    return {
      over: window.used > this.limit,
      remaining: Math.max(0, this.limit - window.used),
      resetAt: new Date(window.endsAt),
    };
  }
}
