import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readlinkSync } from "node:fs";

/** `npm run demo` in a folder, as a person starts it. */
export interface RunningDemo {
  url: string;
  /** Seconds from the start of the command until it said that it is ready. */
  readyAfter: number;
  output(): string;
  /** Sends the signal to npm, as a terminal or a supervisor does, and returns npm's exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const READY = /ready after [\d.]+ s: +(http\S+)/;

export async function startDemo(
  folder: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): Promise<RunningDemo> {
  const from = performance.now();
  const child = spawn("npm", ["run", "demo", ...(args.length > 0 ? ["--", ...args] : [])], {
    cwd: folder,
    env: bareEnvironment({ PORT: "0", ...environment }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await readyAt(child, () => output);
  return {
    url,
    readyAfter: (performance.now() - from) / 1_000,
    output: () => output,
    end(signal) {
      child.kill(signal);
      return exit;
    },
  };
}

/** Only what every process has: nothing that the tests themselves have set may reach the demo. */
export function bareEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "CI"];
  const own = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  return { ...own, ...more } as NodeJS.ProcessEnv;
}

function readyAt(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const url = READY.exec(output())?.[1];
      if (!url) return;
      clearInterval(look);
      resolve(url);
    }, 50);
    child.once("exit", (code) => {
      clearInterval(look);
      reject(new Error(`The demo ended with code ${code}:\n${output()}`));
    });
  });
}

/** The processes that belong to a folder: by their command line, or by where they work. */
export function processesOf(folder: string): string[] {
  const listed = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
    .stdout.trim()
    .split("\n");
  return listed.filter(
    (line) => line.includes(folder) || worksIn(line.trim().split(" ")[0] ?? "", folder),
  );
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}
