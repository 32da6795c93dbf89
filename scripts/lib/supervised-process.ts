import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import type { Duplex } from "node:stream";

// The shell reads a pipe of this process; closing it, also by dying, ends the command.
const SUPERVISE_SCRIPT = `
signal=$1; shift
trap : HUP INT TERM
"$@" 3<&- &
child=$!
{ read -r line; kill -s "$signal" "$child"; } <&3 >/dev/null 2>&1 &
watch=$!
while :; do
  wait "$child"; code=$?
  kill -0 "$child" 2>/dev/null || break
done
kill -s KILL "$watch" 2>/dev/null
exit "$code"
`;

export interface SupervisedProcessOptions {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** For a graceful end. */
  signal: "SIGINT" | "SIGTERM";
  /** Milliseconds after that signal until the process group is killed. */
  killAfterMs: number;
  /** For stdout and stderr; a number is a file descriptor. */
  output: "pipe" | "inherit" | number;
  uid?: number;
  gid?: number;
}

export interface SupervisedProcess {
  process: ChildProcess;
  ended: Promise<number>;
  running(): boolean;
  /** Also stops children; resolves when they are gone. */
  stop(): Promise<void>;
}

/** Its own process group, out of reach of Ctrl-C; ends when this process dies, even by SIGKILL. */
export function startSupervisedProcess(options: SupervisedProcessOptions): SupervisedProcess {
  const stdio: StdioOptions = ["ignore", options.output, options.output, "pipe"];
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      SUPERVISE_SCRIPT,
      "supervise",
      options.signal.slice(3),
      options.command,
      ...options.args,
    ],
    {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio,
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
    },
  );
  const lifeline = child.stdio[3] as Duplex | null | undefined;
  lifeline?.on("error", () => undefined);
  let over = false;
  const ended = new Promise<number>((resolve) => {
    const finish = (code: number): void => {
      if (over) return;
      over = true;
      killGroup(child.pid);
      resolve(code);
    };
    child.once("error", () => finish(127));
    child.once("exit", (code) => finish(code ?? 1));
  });
  return {
    process: child,
    ended,
    running: () => !over,
    async stop() {
      if (over) return;
      lifeline?.destroy();
      const killTimer = setTimeout(() => killGroup(child.pid), options.killAfterMs);
      await ended;
      clearTimeout(killTimer);
    },
  };
}

function killGroup(leader: number | undefined): void {
  if (!leader) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}
