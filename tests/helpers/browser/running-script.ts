import { type ChildProcess, spawn } from "node:child_process";

const READY_MS = 180_000;

interface RunningScript {
  /** Printed when it was ready. */
  firstLine: string;
  stop(): Promise<void>;
}

/** Runs a script that ends when its input closes: at the latest with this process. */
export async function startScript(
  args: string[],
  env: Record<string, string> = {},
): Promise<RunningScript> {
  const child = spawn(process.execPath, ["scripts/run.mjs", ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    firstLine: await firstLine(child, args.join(" ")),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`The script ${name} was not ready within ${READY_MS / 1_000} s.`));
    }, READY_MS);
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const end = text.indexOf("\n");
      if (end < 0) return;
      clearTimeout(timer);
      resolve(text.slice(0, end));
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(
        new Error(`The script ${name} ended with code ${code} before it was ready; see above.`),
      );
    });
  });
}
