import { stopCommands } from "./run-command";

const PARENT_CHECK_MS = 500;

type Stop = () => Promise<void> | void;

/** Thrown when the user has asked for the end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Stops what a long-running command has started, in reverse order, once. */
export class Supervisor {
  private readonly stops: Stop[] = [];
  private ending: Promise<void> | undefined;
  private interrupt: (reason: Interrupted) => void = () => undefined;
  private readonly interrupted = new Promise<never>((_, reject) => (this.interrupt = reject));

  constructor() {
    this.interrupted.catch(() => undefined);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => this.interrupt(new Interrupted(signal)));
    this.watchParent();
  }

  onEnd(stop: Stop): void {
    this.stops.push(stop);
  }

  /** Waits for `work`, or rejects with Interrupted on a signal. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.interrupted]);
  }

  /** Runs all stops, the latest first; one that fails does not keep the others. */
  end(): Promise<void> {
    this.ending ??= (async () => {
      await stopCommands();
      for (const stop of this.stops.reverse()) await Promise.resolve(stop()).catch(() => undefined);
    })();
    return this.ending;
  }

  /**
   * Ends when npm is gone, which may be killed without signalling us. npm is the parent, because
   * its scripts `exec` us.
   */
  private watchParent(): void {
    if (!process.env.npm_lifecycle_event) return;
    const npm = process.ppid;
    setInterval(() => {
      if (process.ppid !== npm) this.interrupt(new Interrupted("npm is gone"));
    }, PARENT_CHECK_MS).unref();
  }
}
