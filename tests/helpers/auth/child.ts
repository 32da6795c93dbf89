import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../../..");

export interface Attempt {
  email: string;
  password: string;
  address: string;
}

export type AttemptOutcome = "in" | "refused" | "throttled";

/** Another process of the portal, on the database of this environment. */
export interface SignInChild {
  /** Side by side; the outcomes in the same order. */
  tryAll(attempts: readonly Attempt[]): Promise<AttemptOutcome[]>;
  end(): Promise<void>;
}

export async function startSignInChild(): Promise<SignInChild> {
  const child = fork(path.join(ROOT, "tests/helpers/auth/process.ts"), [], {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A process that signs in has ended with ${String(code)}.`);
  });
  ended.catch(() => undefined);
  const answer = () =>
    Promise.race([once(child, "message"), ended]).then(([data]) => data as unknown);
  await answer();
  return {
    async tryAll(attempts) {
      const outcomes = answer();
      child.send(attempts);
      return (await outcomes) as AttemptOutcome[];
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
