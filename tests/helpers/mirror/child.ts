import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import type { MirrorJob } from "./process";

const ROOT = path.join(import.meta.dirname, "../../..");

/** A child process with the database and providers of this environment. */
export interface MirrorChild {
  /** Resolves with the answer or "killed"; rejects when the process ended by itself. */
  run(job: MirrorJob): Promise<unknown>;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  end(): Promise<void>;
}

export async function startMirrorChild(): Promise<MirrorChild> {
  const child = fork(path.join(ROOT, "tests/helpers/mirror/process.ts"), [], {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const early = ended.then(([code, signal]) => {
    if (signal === "SIGKILL") return "killed";
    throw new Error(`The process ended with ${code ?? signal} before it answered.`);
  });
  early.catch(() => undefined);
  await Promise.race([once(child, "message"), early]);
  return {
    run(job) {
      const answered = once(child, "message").then(
        ([message]) => (message as { answer: unknown }).answer,
      );
      child.send(job);
      return Promise.race([answered, early]);
    },
    signal: (name) => void child.kill(name),
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
