import { stopCommands } from "./run-command";

const PARENT_CHECK_MS = 500;

type Stop = () => Promise<void> | void;

/** Thrown when a signal, or the end of npm, stops the command. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Stops what a command has started, in reverse order, once. */
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

  /** Rejects with Interrupted on a signal. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.interrupted]);
  }

  /** Latest first; a failed stop does not keep the others. */
  end(): Promise<void> {
    this.ending ??= (async () => {
      await stopCommands();
      for (const stop of this.stops.reverse()) await Promise.resolve(stop()).catch(() => undefined);
    })();
    return this.ending;
  }

  /** npm may be killed without signalling us. It is the parent, because its scripts `exec` us. */
  private watchParent(): void {
    if (!process.env.npm_lifecycle_event) return;
    const npm = process.ppid;
    setInterval(() => {
      if (process.ppid !== npm) this.interrupt(new Interrupted("npm is gone"));
    }, PARENT_CHECK_MS).unref();
  }
}
