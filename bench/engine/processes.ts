import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { ROOT } from "../../scripts/lib/root";
import type { ChildAnswers, ChildJob } from "./child";

/** With this benchmark's database. */
export interface Child {
  does<Job extends ChildJob>(job: Job): Promise<ChildAnswers[Job["does"]]>;
  end(): Promise<void>;
}

type Said = { answer: unknown } | { problem: string };

export async function startChild(environment: NodeJS.ProcessEnv = process.env): Promise<Child> {
  const child = fork(path.join(ROOT, "bench/engine/child.ts"), [], {
    cwd: ROOT,
    env: environment,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const early = ended.then(([code]: Array<number | null>) =>
    Promise.reject(new Error(`A process of the benchmark ended with ${code}.`)),
  );
  early.catch(() => undefined);
  const answer = async (): Promise<unknown> => {
    const [said] = (await Promise.race([once(child, "message"), early])) as [Said];
    if ("problem" in said) throw new Error(said.problem);
    return said.answer;
  };
  await answer();
  return {
    async does<Job extends ChildJob>(job: Job) {
      child.send(job);
      return (await answer()) as ChildAnswers[Job["does"]];
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

export async function inChild<Job extends ChildJob>(
  job: Job,
  environment?: NodeJS.ProcessEnv,
): Promise<ChildAnswers[Job["does"]]> {
  const child = await startChild(environment);
  try {
    return await child.does(job);
  } finally {
    await child.end();
  }
}
