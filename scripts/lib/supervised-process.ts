import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import type { Duplex } from "node:stream";

// The shell holds the reading end of a pipe whose other end is ours: closing it, on purpose or by dying, ends the command.
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
  /** What asks the command to end in good order. */
  signal: "SIGINT" | "SIGTERM";
  /** Milliseconds until a command that does not end is killed. */
  killAfterMs: number;
  /** For stdout and stderr: "pipe", "inherit", or a file descriptor. */
  output: "pipe" | "inherit" | number;
  uid?: number;
  gid?: number;
}

export interface SupervisedProcess {
  process: ChildProcess;
  /** Settles with the exit code when the command has ended, for whatever reason. */
  ended: Promise<number>;
  running(): boolean;
  /** Asks the command to end, kills it and all that it started when it will not, and returns when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a command in a process group of its own (a Ctrl-C at the terminal does not reach it; we decide the order of ending),
 * tied to this process: when this process dies, even by SIGKILL, the command is asked to end.
 */
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
    // The group has ended.
  }
}
