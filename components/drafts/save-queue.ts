/** Runs one request at a time, and one scheduled save after the last change. */
export class SaveQueue {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request: Promise<void> | null = null;
  private isStopped = false;

  get isBusy(): boolean {
    return this.request !== null;
  }

  /** Runs the save after the delay, in place of the one scheduled before. */
  schedule(save: () => void, delayMs: number): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(save, delayMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }

  /** Starts a request unless one is running; resolves when the running one has ended. */
  run(start: () => Promise<void>): Promise<void> {
    this.request ??= start().finally(() => {
      this.request = null;
    });
    return this.request;
  }

  /** Cancels the scheduled save, and waits for the running request. */
  async settle(): Promise<void> {
    this.cancel();
    await this.request;
    this.cancel();
  }

  start(): void {
    this.isStopped = false;
  }

  /** Schedules nothing more until `start`. */
  stop(): void {
    this.cancel();
    this.isStopped = true;
  }
}
