import { stopCommands } from "./run-command";

const PARENT_CHECK_MS = 500;

type Stop = () => Promise<void> | void;

/** Thrown into work that is under way when the person has asked for the end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Holds what a long-running command has started, and ends it in reverse order, once, whatever ends the command. */
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

  /** Registers what ends a thing that was just started. */
  onEnd(stop: Stop): void {
    this.stops.push(stop);
  }

  /** Waits for `work`, or rejects with Interrupted as soon as a signal has asked for the end. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.interrupted]);
  }

  /** Ends everything that was registered, the latest first. A thing that does not end well does not keep the others. */
  end(): Promise<void> {
    this.ending ??= (async () => {
      await stopCommands();
      for (const stop of this.stops.reverse()) await Promise.resolve(stop()).catch(() => undefined);
    })();
    return this.ending;
  }

  /** npm may die without a word to its script (SIGKILL, say): then nobody waits for us. Its scripts `exec` us, so npm is the parent. */
  private watchParent(): void {
    if (!process.env.npm_lifecycle_event) return;
    const npm = process.ppid;
    setInterval(() => {
      if (process.ppid !== npm) this.interrupt(new Interrupted("npm is gone"));
    }, PARENT_CHECK_MS).unref();
  }
}
